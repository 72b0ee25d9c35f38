"""Indicators, sent reports, town forms, summaries, submissions and registers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add their tables."""
    op.create_table(
        "contributor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gid", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("group", sa.String(length=200), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributor")),
        sa.UniqueConstraint("gid", name=op.f("uq_contributor_gid")),
        sa.UniqueConstraint("name", name=op.f("uq_contributor_name")),
    )
    op.create_table(
        "renovation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("community", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("estates", sa.Integer(), nullable=True),
        sa.Column("estate_ids", sa.JSON(), nullable=False),
        sa.Column("buildings", sa.Integer(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("area", sa.Double(), nullable=True),
        sa.Column("investment", sa.Double(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_renovation_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renovation")),
        sa.UniqueConstraint("gid", name=op.f("uq_renovation_gid")),
    )
    op.create_table(
        "stated_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_stated_figure_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_figure")),
        sa.UniqueConstraint("gid", name=op.f("uq_stated_figure_gid")),
    )
    op.create_index("ix_stated_figure", "stated_figure", ["code", "first", "last"], unique=False)
    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_summary_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary")),
        sa.UniqueConstraint("gid", name=op.f("uq_summary_gid")),
        sa.UniqueConstraint("office_id", "kind", "first", "last", name=op.f("uq_summary_office_id_kind_first_last")),
    )
    op.create_table(
        "supply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_supply_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply")),
        sa.UniqueConstraint("gid", name=op.f("uq_supply_gid")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_supply_office_id_name")),
    )
    op.create_table(
        "town_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_town_form_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_form")),
        sa.UniqueConstraint("gid", name=op.f("uq_town_form_gid")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_town_form_office_id_name")),
    )
    op.create_table(
        "committee_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("group_formed_on", sa.Date(), nullable=True),
        sa.Column("elected_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("members_due", sa.Integer(), nullable=True),
        sa.Column("members_present", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_committee_term_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_committee_term_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_term")),
        sa.UniqueConstraint("gid", name=op.f("uq_committee_term_gid")),
    )
    op.create_index("ix_committee_term_estate", "committee_term", ["estate_id", "ends"], unique=False)
    op.create_table(
        "disinfection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("buildings", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("parcels", sa.Integer(), nullable=True),
        sa.Column("agent", sa.Double(), nullable=True),
        sa.Column("anomalies", sa.Integer(), nullable=True),
        sa.Column("refuse", sa.Text(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_disinfection_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_disinfection_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disinfection")),
        sa.UniqueConstraint("estate_id", "on", name=op.f("uq_disinfection_estate_id_on")),
        sa.UniqueConstraint("gid", name=op.f("uq_disinfection_gid")),
    )
    op.create_index(op.f("ix_disinfection_on"), "disinfection", ["on"], unique=False)
    op.create_table(
        "document_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_document_template_office_id_office")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_document_template_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_template")),
        sa.UniqueConstraint("gid", name=op.f("uq_document_template_gid")),
        sa.UniqueConstraint("office_id", "kind", name=op.f("uq_document_template_office_id_kind")),
    )
    op.create_table(
        "indicator_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_indicator_version_office_id_office")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_indicator_version_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_version")),
        sa.UniqueConstraint("gid", name=op.f("uq_indicator_version_gid")),
        sa.UniqueConstraint("office_id", "code", "number", name=op.f("uq_indicator_version_office_id_code_number")),
    )
    op.create_table(
        "owners_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("total_heads", sa.Integer(), nullable=False),
        sa.Column("total_area", sa.Double(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_owners_vote_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_owners_vote_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owners_vote")),
        sa.UniqueConstraint("gid", name=op.f("uq_owners_vote_gid")),
    )
    op.create_index(op.f("ix_owners_vote_closes_on"), "owners_vote", ["closes_on"], unique=False)
    op.create_table(
        "renovation_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("renovation_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=True),
        sa.Column("finished", sa.Integer(), nullable=True),
        sa.Column("done", sa.Double(), nullable=True),
        sa.Column("invested", sa.Double(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_renovation_progress_office_id_office")),
        sa.ForeignKeyConstraint(
            ["renovation_id"], ["renovation.id"], name=op.f("fk_renovation_progress_renovation_id_renovation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renovation_progress")),
        sa.UniqueConstraint("gid", name=op.f("uq_renovation_progress_gid")),
        sa.UniqueConstraint("renovation_id", "month", name=op.f("uq_renovation_progress_renovation_id_month")),
    )
    op.create_table(
        "sent_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_sent_report_office_id_office")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_sent_report_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_report")),
        sa.UniqueConstraint("gid", name=op.f("uq_sent_report_gid")),
    )
    op.create_index("ix_sent_report_period", "sent_report", ["report", "first", "last"], unique=False)
    op.create_table(
        "service_contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("fee", sa.String(length=200), nullable=False),
        sa.Column("charging", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_service_contract_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_service_contract_office_id_office")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_service_contract_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_contract")),
        sa.UniqueConstraint("gid", name=op.f("uq_service_contract_gid")),
    )
    op.create_index("ix_service_contract_estate", "service_contract", ["estate_id", "ends"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contributor_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("program", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("definitions", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contributor_id"], ["contributor.id"], name=op.f("fk_submission_contributor_id_contributor")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["submission.id"], name=op.f("fk_submission_replaced_by_id_submission")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_submission_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("digest", name=op.f("uq_submission_digest")),
    )
    op.create_index("ix_submission_period", "submission", ["first", "last", "contributor_id"], unique=False)
    op.create_table(
        "supply_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supply_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_supply_movement_office_id_office")),
        sa.ForeignKeyConstraint(["supply_id"], ["supply.id"], name=op.f("fk_supply_movement_supply_id_supply")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_movement")),
        sa.UniqueConstraint("gid", name=op.f("uq_supply_movement_gid")),
    )
    op.create_index("ix_supply_movement", "supply_movement", ["supply_id", "on"], unique=False)
    op.create_table(
        "town_form_filling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("placed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["town_form.id"], name=op.f("fk_town_form_filling_form_id_town_form")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_town_form_filling_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_form_filling")),
    )
    op.create_index("ix_town_form_filling_form", "town_form_filling", ["form_id", "first", "last"], unique=False)
    op.create_table(
        "town_form_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["town_form.id"], name=op.f("fk_town_form_version_form_id_town_form")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_town_form_version_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_form_version")),
        sa.UniqueConstraint("form_id", "number", name=op.f("uq_town_form_version_form_id_number")),
    )
    op.create_table(
        "submitted_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("upstream_number", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("channel_code", sa.String(length=40), nullable=False),
        sa.Column("category_code", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("estate", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("solved", sa.String(), nullable=True),
        sa.Column("contacted", sa.Boolean(), nullable=True),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("first_contact_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("close_due_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submitted_order_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submitted_order")),
        sa.UniqueConstraint("submission_id", "gid", name=op.f("uq_submitted_order_submission_id_gid")),
    )
    op.create_index("ix_submitted_order_received", "submitted_order", ["received_at"], unique=False)
    op.create_table(
        "vote_matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("matter", sa.Integer(), nullable=False),
        sa.Column("agree_heads", sa.Integer(), nullable=False),
        sa.Column("agree_area", sa.Double(), nullable=False),
        sa.Column("against_heads", sa.Integer(), nullable=False),
        sa.Column("against_area", sa.Double(), nullable=False),
        sa.Column("abstain_heads", sa.Integer(), nullable=False),
        sa.Column("abstain_area", sa.Double(), nullable=False),
        sa.Column("invalid_heads", sa.Integer(), nullable=False),
        sa.Column("invalid_area", sa.Double(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_vote_matter_office_id_office")),
        sa.ForeignKeyConstraint(["vote_id"], ["owners_vote.id"], name=op.f("fk_vote_matter_vote_id_owners_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_matter")),
        sa.UniqueConstraint("gid", name=op.f("uq_vote_matter_gid")),
    )
    op.create_index(op.f("ix_vote_matter_vote_id"), "vote_matter", ["vote_id"], unique=False)
    op.drop_index(op.f("ix_work_order_estate"), table_name="work_order")
    op.create_index(
        "ix_work_order_estate",
        "work_order",
        ["estate_id", sa.literal_column("received_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.drop_index(op.f("ix_work_order_received"), table_name="work_order")
    op.create_index(
        "ix_work_order_received",
        "work_order",
        [sa.literal_column("received_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.drop_index(op.f("ix_work_order_state"), table_name="work_order")
    op.create_index(
        "ix_work_order_state",
        "work_order",
        ["state", sa.literal_column("received_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
