"""Each fault the kit was once broken with, and the tests that hold it mended.

The faults were tried by hand: kills, full disks, two at once, bombs, forged files, other people
on the machine. A test that is renamed or taken away is missed here.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent

#: What happened, and where it is shown that it does not any more, as file::test below tests/.
FAULTS = {
    "one's own file stays readable when the window is closed, or all is killed": (
        "privacy_rights/test_own.py::test_a_closed_window_locks_it_again_with_what_was_written",
        "privacy_rights/test_own.py::test_the_next_command_takes_in_what_a_killed_one_left",
        "editing/test_page.py::test_nothing_readable_meets_the_disk_however_it_ends",
        "test_kill_points.py::test_a_command_that_is_killed_loses_nothing_and_ends_well_again",
    ),
    "two releases at once put a half one in place": (
        "pooled/test_two_at_once.py::test_of_two_at_once_the_second_looks_at_what_the_first_let_out",
    ),
    "of two releases of one number only the later is remembered": (
        "pooled/test_two_at_once.py::test_two_of_one_number_are_refused",
    ),
    "a full disk is told in English": (
        "test_machine.py::test_a_drive_that_is_full_is_danish_and_harms_nothing",
        "test_machine.py::test_a_disk_that_takes_nothing_is_danish_and_harms_nothing",
    ),
    "two who make codes at once lose a person": (
        "test_pairs.py::test_two_at_once_lose_nothing_and_bring_nothing_back",
    ),
    "a page comes back after somebody was deleted": (
        "test_pairs.py::test_a_page_never_comes_back_after_a_person_was_deleted",
        "test_placing.py::test_nothing_is_written_from_rows_that_were_read_before_a_deletion",
    ),
    "a far cell or a forged number ends the process": (
        "reading/test_bounds.py::test_what_would_end_the_process_is_told",
        "reading/test_bounds.py::test_far_cells_are_found_however_they_are_written",
        "reading/test_apart.py::test_an_old_workbook_that_ends_the_process_is_told_in_danish",
        "reading/test_apart.py::test_a_workbook_that_says_it_has_billions_of_texts_ends_no_process",
    ),
    "millions of cells, notes, cues or letters take minutes and gigabytes": (
        "reading/test_long.py::test_a_row_of_millions_of_cells_or_one_such_cell_is_refused",
        "reading/test_long.py::test_more_letters_than_a_team_writes_are_told",
        "reading/test_bounds.py::test_repeats_are_counted_before_they_are_made",
        "reading/test_bounds.py::test_one_text_in_very_many_cells_is_counted_before_it_is_made",
        "laws/test_film.py::test_a_file_with_more_notes_than_anybody_looks_at_is_refused",
        "test_unnamed.py::test_a_file_that_is_far_too_heavy_is_not_opened",
    ),
    "a new folder that was half made is stuck": (
        "test_start.py::test_what_is_missing_of_a_half_one_is_made_and_the_rest_is_kept",
        "test_start.py::test_nothing_is_left_where_it_cannot_be_made",
    ),
    "what a killed program left stays, and a set may be half": (
        "test_placing.py::test_what_a_killed_program_left_is_swept_by_the_next",
        "test_placing.py::test_a_set_that_was_all_on_the_disk_is_finished_by_the_next",
        "test_placing.py::test_a_set_that_is_broken_off_leaves_all_as_it_was",
        "test_placing.py::test_no_place_is_empty_while_a_set_is_put_there",
        "slips/test_read.py::test_no_picture_is_laid_without_its_row",
    ),
    "a pipe in the place of a file hangs": (
        "test_odd_places.py::test_it_is_told_or_passed_and_never_waited_for",
        "test_ordinary.py::test_what_is_no_file_is_told_and_never_opened",
        "material/test_odd_files.py::test_what_is_no_file_is_told",
    ),
    "a line of the logbog of another kind stops the meeting": (
        "circle/test_odd_lines.py::test_a_value_of_the_wrong_kind_opens_the_meeting",
        "circle/test_odd_lines.py::test_a_whole_line_whose_marks_are_of_another_kind_is_left_out",
    ),
    "too many points, and lists too deep in each other": (
        "material/test_odd_files.py::test_a_logo_of_far_too_many_points_is_told",
        "material/test_odd_files.py::test_a_drawing_whose_parts_lie_too_deep_is_told",
        "test_settings.py::test_no_file_is_read_over_and_over",
        "circle/test_odd_lines.py::test_a_value_no_kit_could_have_nested_so_deep_is_left_out",
    ),
    "some texts take the finder seconds": (
        "privacy_find/test_linear.py::test_cost_grows_as_the_text_does",
    ),
    "somebody's name as a label of a contribution is published": (
        "pooled/test_labels.py::test_a_contribution_with_somebody_in_a_label_is_refused_and_the_rest_go_on",
        "pooled/test_labels.py::test_rows_of_a_central_system_with_somebody_in_a_label_are_refused",
        "pooled/test_labels.py::test_the_gate_itself_looks_whoever_calls_it",
    ),
    "another user of the machine reads the token, and the kernel": (
        "circle_page/test_other_user.py::test_no_byte_of_a_meeting_can_be_had",
        "circle_page/test_other_user.py::test_jupyterlab_keeps_as_much_to_its_owner",
        "circle_page/test_alone.py::test_the_address_opens_once_and_then_its_browser_alone",
        "circle_page/test_alone.py::test_a_kernel_listens_in_a_folder_of_its_owners_and_on_no_port",
        "test_opening.py::test_no_secret_is_on_the_command_line_and_its_page_is_the_owners",
    ),
    "a code in a workbook's page header is not erased": (
        "privacy_rights/test_markup.py::test_every_corner_of_a_workbook_is_reached",
        "privacy_rights/test_markup.py::test_every_corner_of_an_ods_is_reached",
        "privacy_rights/test_markup.py::test_what_cannot_be_looked_into_is_named",
    ),
    "invisible signs and look-alikes hide a name": (
        "privacy_find/test_seen.py::test_invisible_signs_anywhere_hide_nothing",
        "reading/test_visible.py::test_a_cell_holds_only_what_can_be_seen_and_is_composed",
        "privacy_rights/test_ways_out.py::test_no_output_holds_what_stays_in_the_pocket",
    ),
    "a formula in a label is run by whoever opens the file": (
        "pooled/test_labels.py::test_a_formula_for_a_district_or_a_unit_is_text_in_every_table",
        "pooled/test_labels.py::test_no_cell_and_no_heading_is_a_formula",
    ),
    "a team named after somebody is a file's name": (
        "pooled/test_labels.py::test_a_team_named_after_somebody_sends_nothing",
        "pooled/test_labels.py::test_a_file_called_after_somebody_is_a_number_in_the_list_of_files",
    ),
    "what somebody wrote steers the terminal": (
        "test_machine.py::test_nothing_said_steers_the_terminal",
        "test_machine.py::test_every_command_speaks_through_the_one_filter",
    ),
    "a passphrase everybody guesses is taken": (
        "privacy_rights/test_passphrase.py::test_what_is_soon_guessed_is_refused_in_danish_with_four_words",
        "privacy_rights/test_passphrase.py::test_nothing_is_locked_with_a_weak_one_and_the_file_is_as_it_was",
    ),
    "an inner error quotes a cell in English": (
        "test_machine.py::test_an_inner_error_leaves_a_trace_and_quotes_nothing",
        "test_trace.py::test_it_says_the_kind_of_error_and_no_word_of_anybody",
    ),
    "a browser is asked to spell what somebody writes": (
        "test_spelt.py::test_every_page_says_so_for_all_its_fields",
        "circle_page/test_screens.py::test_every_card_of_every_phase_is_whole_and_sound",
    ),
    "secrets and answers may be read by all, and some names are no files": (
        "test_whose.py::test_ones_own_and_a_secret_are_the_owners_alone",
        "test_whose.py::test_a_new_folder_of_a_team_is_closed_to_others",
        "pooled/test_labels.py::test_a_unit_of_any_name_gives_a_file_any_machine_takes",
        "circle_page/test_serving.py::test_closing_the_page_leaves_no_process_and_no_file",
    ),
}


@cache
def _tests(path):
    parts = ast.parse((HERE / path).read_text("utf-8")).body
    return {p.name for p in parts if isinstance(p, ast.FunctionDef)}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_holds_a_fault_mended_is_there(fault):
    for named in FAULTS[fault]:
        path, _, name = named.partition("::")
        assert name in _tests(path), named
