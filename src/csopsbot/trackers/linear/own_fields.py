"""What the desk file may fill when an issue is made: `IssueCreateInput`, but for what drafts fill."""

from csopsbot.app.abilities import OwnField

_NAMES = (
    "assigneeId",
    "completedAt",
    "createAsUser",
    "createdAt",
    "cycleId",
    "delegateId",
    "displayIconUrl",
    "dueDate",
    "estimate",
    "inheritsSharedAccess",
    "labelIds",
    "lastAppliedTemplateId",
    "parentId",
    "preserveSortOrderOnCreate",
    "priority",
    "prioritySortOrder",
    "projectId",
    "projectMilestoneId",
    "referenceCommentId",
    "releaseIds",
    "slaBreachesAt",
    "slaStartedAt",
    "slaType",
    "sortOrder",
    "sourceCommentId",
    "sourcePullRequestCommentId",
    "stateId",
    "subIssueSortOrder",
    "subscriberIds",
    "templateId",
    "useDefaultTemplate",
)
OWN_FIELDS = tuple(map(OwnField, _NAMES))
