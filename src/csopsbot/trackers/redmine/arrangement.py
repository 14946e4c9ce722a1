"""What Redmine shows of what its administrators have arranged: people, projects, roles and lists."""

from pydantic import Field

from csopsbot.trackers.redmine.shapes import (
    FieldShape,
    NamedShape,
    Shape,
    StatusShape,
    VersionShape,
)

_ACTIVE = 1


class StatusesShape(Shape):
    """Every status there is."""

    statuses: tuple[StatusShape, ...] = Field(default=(), alias="issue_statuses")


class ChoiceShape(NamedShape):
    """One of a list that an administrator keeps, such as a priority."""

    is_default: bool = False
    active: bool = True


class PrioritiesShape(Shape):
    """Every priority there is, also those that are not given any more."""

    priorities: tuple[ChoiceShape, ...] = Field(default=(), alias="issue_priorities")


class ActivitiesShape(Shape):
    """Every kind of work there is."""

    activities: tuple[ChoiceShape, ...] = Field(default=(), alias="time_entry_activities")


class VersionsShape(Shape):
    """The versions that a project's issues can be planned for."""

    versions: tuple[VersionShape, ...] = ()


class OneVersionShape(Shape):
    """The answer that holds one version."""

    version: VersionShape


class RoleShape(NamedShape):
    """A role, and what it lets people do."""

    permissions: frozenset[str] = frozenset()
    sees_issues: str = Field(default="", alias="issues_visibility")


class OneRoleShape(Shape):
    """The answer that holds one role."""

    role: RoleShape


class KnownFieldShape(NamedShape):
    """A custom field as administrators see it."""

    of: str = Field(default="", alias="customized_type")
    required: bool = Field(default=False, alias="is_required")
    default: str = Field(default="", alias="default_value")
    trackers: tuple[NamedShape, ...] = ()

    @property
    def needed(self) -> bool:
        """Whether an issue has to have it, and does not have it by itself."""
        return self.of == "issue" and self.required and not self.default

    def is_of(self, tracker_id: str) -> bool:
        """Return whether issues of this kind have it."""
        return any(one.id == tracker_id for one in self.trackers)


class KnownFieldsShape(Shape):
    """Every custom field there is, which administrators alone see."""

    fields: tuple[KnownFieldShape, ...] = Field(default=(), alias="custom_fields")


class MembershipShape(Shape):
    """Somebody's, or a group's, part in a project."""

    project: NamedShape | None = None
    user: NamedShape | None = None
    roles: tuple[NamedShape, ...] = ()


class UserShape(Shape):
    """An account; its address is left out where its owner hides it."""

    id: str
    login: str = ""
    first_name: str = Field(default="", alias="firstname")
    last_name: str = Field(default="", alias="lastname")
    mail: str = ""
    admin: bool = False
    memberships: tuple[MembershipShape, ...] = ()

    @property
    def name(self) -> str:
        """What the account is called."""
        return f"{self.first_name} {self.last_name}".strip() or self.login

    @property
    def names(self) -> frozenset[str]:
        """What it is called, and what it signs in as, casefolded."""
        return frozenset(one.casefold() for one in (self.name, self.login, self.id) if one)


class OneUserShape(Shape):
    """The answer that holds one account."""

    user: UserShape


class UsersShape(Shape):
    """A page of accounts."""

    users: tuple[UserShape, ...] = ()


class MembershipsShape(Shape):
    """A page of a project's members."""

    memberships: tuple[MembershipShape, ...] = ()
    total: int = Field(default=0, alias="total_count")


class ProjectShape(Shape):
    """A project, with the kinds of issue and the custom fields it has."""

    id: str
    identifier: str = ""
    name: str = ""
    status: int = _ACTIVE
    trackers: tuple[NamedShape, ...] = ()
    modules: tuple[NamedShape, ...] = Field(default=(), alias="enabled_modules")
    activities: tuple[NamedShape, ...] = Field(default=(), alias="time_entry_activities")
    fields: tuple[FieldShape, ...] = Field(default=(), alias="issue_custom_fields")

    listed: frozenset[str] = frozenset()
    """The names of the fields that the project itself lists, casefolded: those for all it does not."""

    @property
    def names(self) -> frozenset[str]:
        """What the desk file may call it."""
        return frozenset({self.id, self.identifier} - {""})

    @property
    def closed(self) -> bool:
        """Whether nobody can change anything there."""
        return self.status != _ACTIVE


class OneProjectShape(Shape):
    """The answer that holds one project."""

    project: ProjectShape
