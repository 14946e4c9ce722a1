# frozen_string_literal: true

# Fills an empty database: Redmine's own defaults, our people, their roles and the custom fields.
# Reads the people from standard input, and writes what got which id to standard output.
require_relative "boot"

said = $stdout
$stdout = File.open(File::NULL, "w")
ActiveRecord::Tasks::DatabaseTasks.migrate
ActiveRecord::Base.descendants.each(&:reset_column_information)
Redmine::DefaultData::Loader.load("en")

Setting.rest_api_enabled = "1"
Setting.notified_events = []
Setting.mail_from = "redmine@example.test"

def statuses = IssueStatus.all.index_by(&:name)

def allow(role, tracker, from, onto)
  onto.each do |name|
    WorkflowTransition.create!(role_id: role.id, tracker_id: tracker.id,
                               old_status_id: statuses.fetch(from).id, new_status_id: statuses.fetch(name).id)
  end
end

developer = Role.find_by!(name: "Developer")
developer.add_permission!(:edit_own_issue_notes)
bot = Role.create!(name: "Bot", issues_visibility: "all", users_visibility: "members_of_visible_projects",
                   permissions: %i[view_issues add_issues edit_issues add_issue_notes edit_own_issue_notes
                                   set_notes_private view_private_notes view_time_entries log_time])
bug, feature, support = Tracker.order(:id).to_a
[bug, feature].each do |tracker|
  statuses.each_key { |from| allow(bot, tracker, from, statuses.keys - [from, "Feedback"]) }
end
# A narrow way: through work to resolved, and no other.
allow(bot, support, "New", ["In Progress"])
allow(bot, support, "In Progress", ["Resolved"])

# May edit issues, but neither speak nor rename: what Redmine then drops without a word.
mute = Role.create!(name: "Mute", issues_visibility: "all", permissions: %i[view_issues add_issues edit_issues])
WorkflowPermission.create!(role_id: mute.id, tracker_id: bug.id, old_status_id: statuses.fetch("New").id,
                           field_name: "subject", rule: "readonly")

# Sees what is there, and may do nothing about it.
Role.create!(name: "Reader", issues_visibility: "all", permissions: %i[view_issues])

fields = { "csops_ref" => "string", "csops_labels" => "text", "Customer" => "string" }.to_h do |name, format|
  field = IssueCustomField.create!(name: name, field_format: format, is_for_all: false, is_filter: true,
                                   visible: true, trackers: Tracker.all.to_a)
  [name, field.id]
end

root = Project.create!(name: "All", identifier: "all", is_public: false, inherit_members: false,
                       trackers: Tracker.all.to_a, issue_custom_field_ids: fields.values,
                       enabled_module_names: %w[issue_tracking])
# Where nobody but administrators sees anything.
hidden = Project.create!(name: "Hidden", identifier: "hidden", is_public: false, inherit_members: false,
                         trackers: Tracker.all.to_a, enabled_module_names: %w[issue_tracking])
people = JSON.parse($stdin.read).to_h do |one|
  user = User.new(firstname: one["first_name"], lastname: one["last_name"], mail: one["email"],
                  admin: one["admin"], language: "en", status: Principal::STATUS_ACTIVE)
  user.login = one["login"]
  user.password = user.password_confirmation = "not used: #{one["key"]}"
  user.mail_notification = "none"
  user.save!
  user.pref.update!(hide_mail: one["hides_email"], no_self_notified: true)
  Token.create!(user: user, action: "api").update_columns(value: one["key"])
  Member.create!(project: root, principal: user, roles: [Role.find_by!(name: one["role"])]) if one["role"] != ""
  [one["login"], user.id]
end

# What an account may not list, it sees on an issue.
Issue.create!(project: root, tracker: bug, subject: "Hello", author: User.find_by!(login: "root"),
              priority: IssuePriority.first)

said.puts JSON.generate(
  people: people, fields: fields, root: root.id, hidden: hidden.id, trackers: Tracker.all.to_h { |one| [one.name, one.id] },
  statuses: statuses.transform_values(&:id), roles: Role.all.to_h { |one| [one.name, one.id] }
)
