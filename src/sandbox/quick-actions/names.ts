/**
 * Names GitLab knows, for issues and for merge requests alike: the extractor takes them all out of a text, whether or
 * not they do anything to an issue. `cc` does nothing and stays in the text.
 */
export const knownNames: ReadonlySet<string> = new Set([
  ..."add_child add_contacts add_email approve assign assign_reviewer award blocked_by blocks board_move".split(" "),
  ..."checkin_reminder child_of clear_health_status clear_weight clone close confidential".split(" "),
  ..."convert_to_ticket copy_metadata copy_metadata_from create_merge_request done draft due duplicate".split(" "),
  ..."epic estimate estimate_time health_status iteration label labels linear link lock merge milestone".split(" "),
  ..."move page promote promote_to promote_to_incident publish question react ready reassign".split(" "),
  ..."reassign_reviewer rebase relabel relate remove_child remove_contacts remove_due_date remove_email".split(" "),
  ..."remove_epic remove_estimate remove_iteration remove_label remove_milestone remove_parent".split(" "),
  ..."remove_reviewer remove_time_estimate remove_time_spent remove_weight remove_zoom reopen".split(" "),
  ..."request_changes request_review reviewer run_pipeline set_parent parent parent_epic severity".split(" "),
  ..."ship shrug spend spend_time spent start_date status submit_review subscribe summarize_diff tableflip tag".split(
    " ",
  ),
  ..."target_branch timeline title todo type unapprove unassign unassign_reviewer unlabel unlink unlock".split(" "),
  ..."unsubscribe vulnerability_dismiss weight wip zoom".split(" "),
]);
