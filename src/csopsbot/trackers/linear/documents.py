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
    id identifier title url updatedAt archivedAt trashed
    state {{ {_STATE} }}
    assignee {{ {_USER} }}
    labels(first: 100) {{ nodes {{ id name }} }}
"""
_COMMENTS = f"comments(first: 100, after: $after) {{ nodes {{ {_COMMENT} }} {_PAGE} }}"
_TEAM = f"""
    id key name
    defaultIssueState {{ id }}
    states(first: 100) {{ nodes {{ {_STATE} }} }}
"""

VIEWER = Operation(
    "Viewer",
    f"query Viewer {{ viewer {{ {_USER} }} }}",
)
ORGANIZATION = Operation(
    "Organization",
    "query Organization { organization { name } }",
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
    f"""query Users($email: String!) {{
        users(first: 10, filter: {{ email: {{ eqIgnoreCase: $email }} }}) {{
            nodes {{ {_USER} email active app }}
        }}
    }}""",
)
ISSUE = Operation(
    "Issue",
    f"""query Issue($id: String!, $after: String) {{
        issue(id: $id) {{ {_ISSUE} {_COMMENTS} }}
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
    f"""query Attachments($id: String!, $after: String) {{
        issue(id: $id) {{
            attachments(first: 100, after: $after) {{ nodes {{ id url title metadata }} {_PAGE} }}
        }}
    }}""",
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
CREATE_LABEL = Operation(
    "CreateLabel",
    """mutation CreateLabel($input: IssueLabelCreateInput!) {
        issueLabelCreate(input: $input) { success issueLabel { id name isGroup team { id } } }
    }""",
    changes=True,
)
CREATE_ATTACHMENT = Operation(
    "CreateAttachment",
    """mutation CreateAttachment($input: AttachmentCreateInput!) {
        attachmentCreate(input: $input) { success attachment { id url title metadata } }
    }""",
    changes=True,
)
DELETE_ATTACHMENT = Operation(
    "DeleteAttachment",
    """mutation DeleteAttachment($id: String!) {
        attachmentDelete(id: $id) { success }
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
    CREATE_ISSUE,
    UPDATE_ISSUE,
    CREATE_COMMENT,
    CREATE_LABEL,
    CREATE_ATTACHMENT,
    DELETE_ATTACHMENT,
)
