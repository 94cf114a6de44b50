/**
 * Routes of GitLab's documentation below `/groups/:id`: path (`:` for a parameter), methods there, methods of one element below it.
 * G is GET, P POST, U PUT, A PATCH, D DELETE, - none.
 */
export const routesOfGroups = `
  access_requests GP D, access_requests/:/approve U, access_tokens GP GD, access_tokens/:/rotate P, archive P,
  audit_events G G, avatar G, badges GP GUD, badges/render G, billable_members G D,
  billable_members/:/memberships G, boards GP GUD, boards/:/lists GP GUD, clusters GP GUD, custom_attributes G GUD,
  dependency_proxy/cache G, deploy_tokens GP GD, descendant_groups G, dora/metrics G, epic_boards G, epics GP GUD,
  epics/:/award_emoji GP GD, epics/:/discussions/:/notes P GUD, epics/:/issues GP UD, epics/:/links G,
  epics/:/notes GP GUD, epics/:/notes/:/award_emoji GP GD, epics/:/related_epics GP,
  epics/:/resource_label_events G G, export GP, groups/shared G, hooks GP GUD, hooks/:/custom_headers - UD,
  hooks/:/events G, hooks/:/events/:/resend P, hooks/:/test - P, hooks/:/url_variables - UD, import G,
  invitations GP GUD, invited_groups G, issues G, issues_statistics G, iterations G, labels GPUD GUD,
  labels/:/subscribe P, labels/:/unsubscribe P, ldap_group_links GP D, ldap_sync P, members GP GUD,
  members/all G G, merge_requests G, milestones GP GUD, milestones/:/issues G, milestones/:/merge_requests G,
  milestones/:/promote P, notification_settings GU, packages G, projects G P, projects/shared G,
  protected_branches GP GD, provisioned_users G, push_rule GPUD, registry/repositories G, releases GP, restore P,
  runners G, saml_group_links GP GD, search G, service_accounts GP UD, share P D, subgroups G, transfer P,
  transfer_locations G, unarchive P, uploads GP, users G, variables GP GUD, wikis GP GUD
`;

/**
 * Routes of GitLab's documentation below the root, projects and groups apart: path (`:` for a parameter), methods there, methods of one element below it.
 * G is GET, P POST, U PUT, A PATCH, D DELETE, - none.
 */
export const routesOfInstance = `
  admin/ci/variables GP GUD, application/appearance GU, application/plan_limits GUD, application/settings GU,
  application/statistics G, applications GP D, audit_events G G, avatar G, broadcast_messages GP GUD,
  bulk_imports GP G, bulk_imports/entities G, deploy_keys G, deploy_tokens G, events G, feature_flags GP,
  features G PD, geo_nodes G GUD, groups GP GUD, hooks GP GPUD, import/bitbucket P, import/bitbucket_server P,
  import/github P, issues G G, issues_statistics G, job G, jobs/request P, keys - G, license GP GD, markdown P,
  merge_requests G, metadata G, namespaces G G, namespaces/:/exists G, notification_settings GU, pages/domains G,
  personal_access_tokens G GD, personal_access_tokens/:/rotate P, personal_access_tokens/self GD,
  personal_access_tokens/self/associations G, personal_access_tokens/self/rotate P, projects GP GUD,
  projects/user - P, registry/repositories - G, runners GPD GUD, runners/:/jobs G, runners/all G, runners/verify P,
  search GP, service_accounts GP, sidekiq/compound_metrics G, sidekiq/job_stats G, sidekiq/process_metrics G,
  sidekiq/queue_metrics G, snippets GP GUD, snippets/:/raw G, snippets/:/user_agent_detail G, snippets/public G,
  suggestions/:/apply P, templates/dockerfiles G G, templates/gitignores G G, templates/gitlab_ci_ymls G G,
  templates/licenses G G, todos G D, todos/:/mark_as_done P, todos/mark_as_done P, topics GP GUD, topics/merge P,
  user G, user/activities G, user/emails GP GD, user/gpg_keys GP GD, user/keys GP GD,
  user/personal_access_tokens P, user/preferences GU, user/runners P, user/status GU, user_counts G, users GP GUD,
  users/:/activate P, users/:/approve P, users/:/associations_count G, users/:/ban P, users/:/block P,
  users/:/contributed_projects G, users/:/custom_attributes G GUD, users/:/deactivate P, users/:/emails GP GD,
  users/:/events G, users/:/follow P, users/:/followers G, users/:/following G, users/:/gpg_keys GP GD,
  users/:/identities - D, users/:/impersonation_tokens GP GD, users/:/keys GP GD, users/:/memberships G G,
  users/:/personal_access_tokens P, users/:/projects G, users/:/reject P, users/:/starred_projects G,
  users/:/status G, users/:/unban P, users/:/unblock P, users/:/unfollow P, version G
`;
