"""Everything we ever ask of Linear, word for word; a test holds each to Linear's published schema.

https://studio.apollographql.com/public/Linear-API/variant/current/schema/reference
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """A GraphQL document with one operation, called NAME, that asks for one thing."""

    name: str
    text: str
    changes: bool = False


_USER = "id name displayName"
_STATE = "id name type position"
_PAGE = "pageInfo { hasNextPage endCursor }"
_COMMENT = f"""
    id body createdAt updatedAt
    user {{ {_USER} }}
    botActor {{ id name }}
    externalUser {{ id name }}
"""
_ISSUE = f"""
    id identifier title url updatedAt archivedAt trashed priority priorityLabel
    state {{ {_STATE} }}
    assignee {{ {_USER} }}
    labels(first: 100) {{ nodes {{ id name }} }}
"""
_ATTACHMENT = f"id url title metadata createdAt creator {{ {_USER} }}"
_ATTACHMENTS = f"""
    attachments(first: 100, after: $files) {{ nodes {{ {_ATTACHMENT} }} {_PAGE} }}
"""
_NEWEST = "comments(first: 1, orderBy: updatedAt) { nodes { updatedAt } }"
_WEBHOOK = "id url enabled resourceTypes secret allPublicTeams teamIds team { id }"
_HISTORY = f"""
    id createdAt
    actor {{ {_USER} }}
    botActor {{ id name }}
    fromState {{ name }} toState {{ name }}
    fromAssignee {{ name }} toAssignee {{ name }}
    fromTeam {{ name }} toTeam {{ name }}
    fromPriority toPriority fromTitle toTitle
    addedLabels {{ name }} removedLabels {{ name }}
"""
_COMMENTS = f"comments(first: 100, after: $after) {{ nodes {{ {_COMMENT} }} {_PAGE} }}"
_TEAM = f"""
    id key name
    defaultIssueState {{ id }}
    states(first: 100) {{ nodes {{ {_STATE} }} }}
"""

VIEWER = Operation(
    "Viewer",
    f"query Viewer {{ viewer {{ {_USER} email app admin guest }} }}",
)
ORGANIZATION = Operation(
    "Organization",
    "query Organization { organization { name urlKey } }",
)
TEAM = Operation(
    "Team",
    f"""query Team($key: String!) {{
        teams(first: 2, filter: {{ key: {{ eqIgnoreCase: $key }} }}) {{ nodes {{ {_TEAM} }} }}
    }}""",
)
LABELS = Operation(
    "Labels",
    """query Labels($filter: IssueLabelFilter!) {
        issueLabels(first: 100, filter: $filter) { nodes { id name isGroup team { id } } }
    }""",
)
USERS = Operation(
    "Users",
    f"""query Users($filter: UserFilter!) {{
        users(first: 10, filter: $filter) {{ nodes {{ {_USER} email active app }} }}
    }}""",
)
ISSUE = Operation(
    "Issue",
    f"""query Issue($id: String!, $after: String, $files: String) {{
        issue(id: $id) {{ {_ISSUE} description createdAt {_COMMENTS} {_ATTACHMENTS} }}
    }}""",
)
COMMENTS = Operation(
    "Comments",
    f"query Comments($id: String!, $after: String) {{ issue(id: $id) {{ {_COMMENTS} }} }}",
)
COMMENT = Operation(
    "Comment",
    f"query Comment($id: String!) {{ comment(id: $id) {{ {_COMMENT} issueId }} }}",
)
WORKFLOW = Operation(
    "Workflow",
    f"""query Workflow($id: String!) {{
        issue(id: $id) {{ {_ISSUE} team {{ {_TEAM} }} }}
    }}""",
)
ATTACHMENTS = Operation(
    "Attachments",
    f"query Attachments($id: String!, $files: String) {{ issue(id: $id) {{ {_ATTACHMENTS} }} }}",
)
MADE_ISSUES = Operation(
    "MadeIssues",
    """query MadeIssues($filter: IssueFilter!, $first: Int!) {
        issues(first: $first, filter: $filter, orderBy: createdAt) { nodes { id identifier } }
    }""",
)
CHANGED_ISSUES = Operation(
    "ChangedIssues",
    f"""query ChangedIssues($filter: IssueFilter!, $first: Int!, $after: String) {{
        issues(
            first: $first, after: $after, filter: $filter,
            includeArchived: true, orderBy: updatedAt
        ) {{ nodes {{ id updatedAt archivedAt trashed {_NEWEST} }} {_PAGE} }}
    }}""",
)
CHANGED_COMMENTS = Operation(
    "ChangedComments",
    f"""query ChangedComments($filter: CommentFilter!, $first: Int!, $after: String) {{
        comments(first: $first, after: $after, filter: $filter, orderBy: updatedAt) {{
            nodes {{ issueId }} {_PAGE}
        }}
    }}""",
)
HISTORY = Operation(
    "History",
    f"""query History($id: String!, $after: String) {{
        issue(id: $id) {{ history(first: 50, after: $after) {{ nodes {{ {_HISTORY} }} {_PAGE} }} }}
    }}""",
)
WEBHOOKS = Operation(
    "Webhooks",
    f"query Webhooks {{ webhooks(first: 250) {{ nodes {{ {_WEBHOOK} }} }} }}",
)
CREATE_ISSUE = Operation(
    "CreateIssue",
    f"""mutation CreateIssue($input: IssueCreateInput!) {{
        issueCreate(input: $input) {{ success issue {{ {_ISSUE} }} }}
    }}""",
    changes=True,
)
UPDATE_ISSUE = Operation(
    "UpdateIssue",
    f"""mutation UpdateIssue($id: String!, $input: IssueUpdateInput!) {{
        issueUpdate(id: $id, input: $input) {{ success issue {{ {_ISSUE} }} }}
    }}""",
    changes=True,
)
CREATE_COMMENT = Operation(
    "CreateComment",
    f"""mutation CreateComment($input: CommentCreateInput!) {{
        commentCreate(input: $input) {{ success comment {{ {_COMMENT} issueId }} }}
    }}""",
    changes=True,
)
UPDATE_COMMENT = Operation(
    "UpdateComment",
    f"""mutation UpdateComment($id: String!, $input: CommentUpdateInput!) {{
        commentUpdate(id: $id, input: $input) {{ success comment {{ {_COMMENT} issueId }} }}
    }}""",
    changes=True,
)
DELETE_COMMENT = Operation(
    "DeleteComment",
    "mutation DeleteComment($id: String!) { commentDelete(id: $id) { success } }",
    changes=True,
)
CREATE_LABEL = Operation(
    "CreateLabel",
    """mutation CreateLabel($input: IssueLabelCreateInput!) {
        issueLabelCreate(input: $input) { success issueLabel { id name isGroup team { id } } }
    }""",
    changes=True,
)
CREATE_ATTACHMENT = Operation(
    "CreateAttachment",
    f"""mutation CreateAttachment($input: AttachmentCreateInput!) {{
        attachmentCreate(input: $input) {{ success attachment {{ {_ATTACHMENT} }} }}
    }}""",
    changes=True,
)
DELETE_ATTACHMENT = Operation(
    "DeleteAttachment",
    """mutation DeleteAttachment($id: String!) {
        attachmentDelete(id: $id) { success }
    }""",
    changes=True,
)

UPLOAD_FILE = Operation(
    "UploadFile",
    """mutation UploadFile($contentType: String!, $filename: String!, $size: Int!) {
        fileUpload(contentType: $contentType, filename: $filename, size: $size) {
            success uploadFile { assetUrl uploadUrl headers { key value } }
        }
    }""",
    changes=True,
)
CREATE_WEBHOOK = Operation(
    "CreateWebhook",
    """mutation CreateWebhook($input: WebhookCreateInput!) {
        webhookCreate(input: $input) { success }
    }""",
    changes=True,
)
UPDATE_WEBHOOK = Operation(
    "UpdateWebhook",
    """mutation UpdateWebhook($id: String!, $input: WebhookUpdateInput!) {
        webhookUpdate(id: $id, input: $input) { success }
    }""",
    changes=True,
)

EVERY = (
    VIEWER,
    ORGANIZATION,
    TEAM,
    LABELS,
    USERS,
    ISSUE,
    COMMENTS,
    COMMENT,
    WORKFLOW,
    ATTACHMENTS,
    MADE_ISSUES,
    CHANGED_ISSUES,
    CHANGED_COMMENTS,
    HISTORY,
    WEBHOOKS,
    CREATE_ISSUE,
    UPDATE_ISSUE,
    CREATE_COMMENT,
    UPDATE_COMMENT,
    DELETE_COMMENT,
    CREATE_LABEL,
    CREATE_ATTACHMENT,
    DELETE_ATTACHMENT,
    UPLOAD_FILE,
    CREATE_WEBHOOK,
    UPDATE_WEBHOOK,
)
