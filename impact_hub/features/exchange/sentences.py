"""What a person reads for each of this room's codes."""

from impact_hub.texts import N_

SENTENCES = {
    "exchange.file_missing": N_("Please choose a file."),
    "exchange.file_too_large": N_("This file is larger than {most} megabytes."),
    "exchange.file_empty": N_("This file is empty."),
    "exchange.file_is_workbook": N_(
        "This is an Excel or LibreOffice workbook. Please save it as CSV and choose "
        "that file."
    ),
    "exchange.file_is_pdf": N_(
        "This is a PDF. Figures can be read from CSV files only."
    ),
    "exchange.file_is_web_page": N_(
        "This is a web page or an XML file, not a table. Please download the CSV file "
        "itself."
    ),
    "exchange.file_not_text": N_(
        "This file is not a text file. Please save the table as CSV."
    ),
    "exchange.no_header": N_(
        "Line {line} should hold the names of the columns, but it has no words."
    ),
    "exchange.too_many_columns": N_(
        "This file has {columns} columns. No more than {most} can be read."
    ),
    "exchange.no_rows": N_("There is nothing below the names of the columns."),
    "exchange.lines_above_header": N_(
        "The file begins with a heading in line {line}. The table seems to begin in "
        "line {header}: please delete the lines above it."
    ),
    "exchange.column_without_name": N_(
        "Column {number} has no name, but there is something in it in line {line}."
    ),
    "exchange.duplicate_columns": N_(
        "These columns stand for the same thing: {columns}. Please keep only one."
    ),
    "exchange.unreadable_line": N_(
        "The file can't be read from line {line} on. Perhaps a quotation mark is "
        "missing there."
    ),
    "exchange.quote_not_closed": N_("A quotation mark in line {line} is never closed."),
    "exchange.other_encoding": N_(
        "The lines {lines} are written in another encoding than the rest. Line by line "
        "they were read as what they are, the first one as “{raw}”. Please check the "
        "letters."
    ),
    "exchange.letters_lost": N_(
        "Letters were lost before this file came here: {names}, in the lines {lines}. "
        "Please take the file from where it was whole, or put the letters back."
    ),
    "exchange.doubly_encoded": N_(
        "These names look as if they had been saved with the wrong encoding: {names}. "
        "Please check the lines {lines}."
    ),
    "exchange.control_signs": N_(
        "There are signs that can’t be seen in {names}, in the lines {lines}. Please "
        "check what should stand there."
    ),
    "exchange.row_too_long": N_(
        "This row has {found} cells, but the table has {expected} columns."
    ),
    "exchange.unknown_format": N_(
        "The columns don't fit. Expected are either {own}, or at least {open_sdg}. "
        "The file has {found}."
    ),
    "exchange.column_missing": N_("The column “{column}” is missing."),
    "exchange.column_unknown": N_(
        "The column “{column}” is not known. Expected are {expected}."
    ),
    "exchange.year_missing": N_("The year is missing."),
    "exchange.year_unknown": N_(
        "It is not clear which time “{raw}” stands for. Please write it like 2024, "
        "2024/25, 2024-Q1 or 2024-03."
    ),
    "exchange.year_begins": N_(
        "“{raw}” was read as the school year from {starts} to {ends}. Please choose if "
        "the year begins at another time."
    ),
    "exchange.days_are_periods": N_(
        "“{raw}” was read as the time from {starts} to {ends}, because every day in "
        "this column begins or ends a period. Please choose if something else is meant."
    ),
    "exchange.made_by_spreadsheet": N_(
        "“{raw}” was taken for “{before}”: a spreadsheet has made a day of it. Please "
        "check, and keep such columns as text."
    ),
    "exchange.spreadsheet_unclear": N_(
        "A spreadsheet has made a day of something: “{raw}” may have been {before}. "
        "Please put back what stood there, in a column that is kept as text."
    ),
    "exchange.looks_like_day": N_(
        "“{raw}” looks like a day that a spreadsheet has made of a code such as 1-1. "
        "It is taken as it is. Please check."
    ),
    "exchange.names_alike": N_(
        "“{one}” and “{other}” are nearly the same. They are taken for two. If they "
        "are one, please write them alike."
    ),
    "exchange.row_contradicts": N_(
        "This row says something other than line {first}, for the same time and the "
        "same categories."
    ),
    "exchange.thousands_or_decimals": N_(
        "Is “{raw}” a number with decimals or one in the thousands? It was read as "
        "{read}. Please check the lines {lines}, and choose the decimal sign if that "
        "is wrong."
    ),
    "exchange.two_decimal_signs": N_(
        "Here stand “{point}” and “{comma}”: the decimal sign is not the same "
        "everywhere. Please check the lines {lines}."
    ),
    "exchange.decimal_sign_needed": N_(
        "Please choose the decimal sign: some numbers can be read in two ways."
    ),
    "exchange.digits_lost": N_(
        "“{raw}” is what a spreadsheet has left of a longer number: its last digits "
        "are gone. Please format the column as a number and save the file again."
    ),
    "exchange.cell_missing": N_("Something has to stand here."),
    "exchange.not_a_plain_number": N_(
        "“{raw}” is not a plain number. Please write 1234.5, without thousands signs."
    ),
    "exchange.not_one_of": N_(
        "“{raw}” is not possible here. Possible are: {expected}."
    ),
    "exchange.half_a_ratio": N_(
        "Numerator and denominator belong together. This one is missing."
    ),
    "exchange.value_and_ratio": N_(
        "Either a value, or numerator and denominator, or a text: only one of them."
    ),
    "exchange.figure_and_reason": N_(
        "There is a figure, so there can't be a reason for a missing one."
    ),
    "exchange.metadata_not_yaml": N_(
        "The description can't be read: something is wrong in line {line}."
    ),
    "exchange.metadata_without_keys": N_(
        "No description of an indicator was found in this file."
    ),
    "exchange.metadata_too_long": N_(
        "The description is too long: at most {most} characters."
    ),
    "exchange.no_such_indicator": N_(
        "There is no indicator “{raw}” in this initiative. Please define it first."
    ),
    "exchange.no_such_partner": N_(
        "“{raw}” does not take part in this initiative as a partner."
    ),
    "exchange.no_such_category": N_("This indicator has no category “{raw}”."),
    "exchange.other_columns": N_(
        "This indicator has its figures in other columns: {expected}."
    ),
    "exchange.nothing_to_quote": N_(
        "There are no words here that could be quoted. Please leave this blank."
    ),
    "exchange.partner_has_left": N_(
        "{name} took part until {ends}: there can be no figures for a later time. "
        "Please correct the time, or let {name} take part longer."
    ),
    "exchange.why_needed": N_(
        "{n} figures are approved and would change. Please say why: their partners "
        "will read it."
    ),
    "exchange.described_twice": N_(
        "Two descriptions are in the same language ({language}). “{raw}” was left out."
    ),
    "exchange.other_rhythm": N_(
        "This indicator is reported in another rhythm: “{raw}” is none of its periods."
    ),
    "exchange.total_not_sum": N_(
        "The total of this indicator is the sum of its categories, {categories}. Here "
        "stands {total}."
    ),
    "exchange.total_without_categories": N_(
        "The total of this indicator is the sum of its categories, but there are none."
    ),
    "exchange.status_contradicts": N_(
        "All rows of a partner for a period have one status. In line {first} it is "
        "“{raw}”."
    ),
    "exchange.update_not_approved": N_(
        "The partner's update for this period is not approved yet. Statistics can be "
        "added when it is."
    ),
    "exchange.partner_needed": N_("Please choose whose figures these are."),
    "exchange.source_needed": N_("Please say where these figures come from."),
    "exchange.licence_needed": N_(
        "Please say under which licence these figures may be used."
    ),
    "exchange.not_an_address": N_("A web address begins with https://"),
    "exchange.not_for_statistics": N_(
        "The indicator “{raw}” does not take these figures: it is no statistic, or has "
        "another rhythm."
    ),
    "exchange.code_means_other": N_(
        "There is an indicator “{taken}” already, with another title, unit or rhythm. "
        "These figures become “{becomes}”."
    ),
    "exchange.refused": N_(
        "Nothing was imported. Please look at what is marked ({n}) and try again."
    ),
    "exchange.done": N_("The figures are imported."),
    "exchange.nothing_new": N_("Everything in this file is in the hub already."),
}
