"""Inspections, rectification and assessment."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add their tables."""
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_checklist_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("gid", name=op.f("uq_checklist_gid")),
        sa.UniqueConstraint("office_id", "code", name=op.f("uq_checklist_office_id_code")),
    )
    op.create_table(
        "series",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_series_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "name", "period", name=op.f("pk_series")),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("scheme", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_assessment_office_id_office")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["staff_member.id"], name=op.f("fk_assessment_published_by_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("gid", name=op.f("uq_assessment_gid")),
        sa.UniqueConstraint("office_id", "period", "number", name=op.f("uq_assessment_office_id_period_number")),
    )
    op.create_table(
        "assessment_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_assessment_scheme_office_id_office")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_assessment_scheme_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_scheme")),
        sa.UniqueConstraint("gid", name=op.f("uq_assessment_scheme_gid")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_assessment_scheme_office_id_number")),
    )
    op.create_table(
        "case_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_case_act_office_id_office")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_case_act_staff_id_staff_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_act")),
        sa.UniqueConstraint("gid", name=op.f("uq_case_act_gid")),
    )
    op.create_index("ix_case_act_subject", "case_act", ["subject", "subject_id", "id"], unique=False)
    op.create_table(
        "checklist_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_version_checklist_id_checklist")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_checklist_version_office_id_office")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_checklist_version_staff_id_staff_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint("checklist_id", "number", name=op.f("uq_checklist_version_checklist_id_number")),
        sa.UniqueConstraint("gid", name=op.f("uq_checklist_version_gid")),
    )
    op.create_table(
        "estate_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_estate_group_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_estate_group_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estate_group")),
        sa.UniqueConstraint("estate_id", name=op.f("uq_estate_group_estate_id")),
        sa.UniqueConstraint("gid", name=op.f("uq_estate_group_gid")),
    )
    op.create_table(
        "inspection_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("inspectors", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_inspection_plan_checklist_id_checklist")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_inspection_plan_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_plan")),
        sa.UniqueConstraint("gid", name=op.f("uq_inspection_plan_gid")),
    )
    op.create_index(op.f("ix_inspection_plan_last"), "inspection_plan", ["last"], unique=False)
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_opinion_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_opinion_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("estate_id", "period", "source", name=op.f("uq_opinion_estate_id_period_source")),
        sa.UniqueConstraint("gid", name=op.f("uq_opinion_gid")),
    )
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("import_key", sa.String(length=80), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_survey_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_survey_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("gid", name=op.f("uq_survey_gid")),
        sa.UniqueConstraint("office_id", "import_key", name=op.f("uq_survey_office_id_import_key")),
    )
    op.create_index("ix_survey_period", "survey", ["period", "estate_id"], unique=False)
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("checklist_version_id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("manager", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=True),
        sa.Column("inspectors", sa.String(length=200), nullable=False),
        sa.Column("accompanied_by", sa.String(length=200), nullable=False),
        sa.Column("weather", sa.String(length=200), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("recheck_of_id", sa.Integer(), nullable=True),
        sa.Column("full", sa.Double(), nullable=True),
        sa.Column("obtained", sa.Double(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(length=200), nullable=False),
        sa.Column("vetoed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("import_key", sa.String(length=80), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_version.id"],
            name=op.f("fk_inspection_checklist_version_id_checklist_version"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["staff_member.id"], name=op.f("fk_inspection_created_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_inspection_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_inspection_office_id_office")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_inspection_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["inspection_plan.id"], name=op.f("fk_inspection_plan_id_inspection_plan")
        ),
        sa.ForeignKeyConstraint(
            ["recheck_of_id"], ["inspection.id"], name=op.f("fk_inspection_recheck_of_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("gid", name=op.f("uq_inspection_gid")),
        sa.UniqueConstraint("office_id", "import_key", name=op.f("uq_inspection_office_id_import_key")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_inspection_office_id_number")),
    )
    op.create_index(op.f("ix_inspection_checklist_version_id"), "inspection", ["checklist_version_id"], unique=False)
    op.create_index("ix_inspection_estate", "inspection", ["estate_id", "inspected_on"], unique=False)
    op.create_index(op.f("ix_inspection_organisation_id"), "inspection", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_inspection_plan_id"), "inspection", ["plan_id"], unique=False)
    op.create_index(op.f("ix_inspection_recheck_of_id"), "inspection", ["recheck_of_id"], unique=False)
    op.create_index("ix_inspection_state", "inspection", ["state", "inspected_on"], unique=False)
    op.create_table(
        "planned_estate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_planned_estate_estate_id_estate")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_planned_estate_office_id_office")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["inspection_plan.id"], name=op.f("fk_planned_estate_plan_id_inspection_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_estate")),
        sa.UniqueConstraint("gid", name=op.f("uq_planned_estate_gid")),
        sa.UniqueConstraint("plan_id", "estate_id", name=op.f("uq_planned_estate_plan_id_estate_id")),
    )
    op.create_index(op.f("ix_planned_estate_estate_id"), "planned_estate", ["estate_id"], unique=False)
    op.create_table(
        "inspection_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("applicable", sa.Boolean(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("deduction", sa.Double(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("fixed_on_spot", sa.Boolean(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_answer_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_inspection_answer_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_answer")),
        sa.UniqueConstraint("gid", name=op.f("uq_inspection_answer_gid")),
        sa.UniqueConstraint("inspection_id", "item_code", name=op.f("uq_inspection_answer_inspection_id_item_code")),
    )
    op.create_table(
        "rectification_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("handled_by_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("receipt_at", sa.DateTime(), nullable=True),
        sa.Column("rechecked_at", sa.DateTime(), nullable=True),
        sa.Column("rechecked_by", sa.String(length=200), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_rectification_notice_estate_id_estate")),
        sa.ForeignKeyConstraint(
            ["handled_by_id"], ["staff_member.id"], name=op.f("fk_rectification_notice_handled_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_rectification_notice_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rectification_notice_office_id_office")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rectification_notice_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["rectification_notice.id"],
            name=op.f("fk_rectification_notice_parent_id_rectification_notice"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_notice")),
        sa.UniqueConstraint("gid", name=op.f("uq_rectification_notice_gid")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_rectification_notice_office_id_number")),
    )
    op.create_index("ix_rectification_notice_due", "rectification_notice", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_rectification_notice_estate_id"), "rectification_notice", ["estate_id"], unique=False)
    op.create_index(
        op.f("ix_rectification_notice_inspection_id"), "rectification_notice", ["inspection_id"], unique=False
    )
    op.create_index(
        op.f("ix_rectification_notice_organisation_id"), "rectification_notice", ["organisation_id"], unique=False
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("item_code", sa.String(), nullable=True),
        sa.Column("source_order_id", sa.Integer(), nullable=True),
        sa.Column("opened_order_id", sa.Integer(), nullable=True),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("category_code", sa.String(length=40), nullable=True),
        sa.Column("item_text", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("deduction", sa.Double(), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("limit_value", sa.Integer(), nullable=True),
        sa.Column("limit_unit", sa.String(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("counted_due_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("rechecks", sa.Integer(), nullable=False),
        sa.Column("rechecked_at", sa.DateTime(), nullable=True),
        sa.Column("rechecked_by", sa.String(length=200), nullable=False),
        sa.Column("cleared_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_code"], ["category.code"], name=op.f("fk_finding_category_code_category")),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_finding_estate_id_estate")),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_finding_inspection_id_inspection")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["rectification_notice.id"], name=op.f("fk_finding_notice_id_rectification_notice")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_finding_office_id_office")),
        sa.ForeignKeyConstraint(
            ["opened_order_id"], ["work_order.id"], name=op.f("fk_finding_opened_order_id_work_order")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_finding_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["source_order_id"], ["work_order.id"], name=op.f("fk_finding_source_order_id_work_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("gid", name=op.f("uq_finding_gid")),
        sa.UniqueConstraint("inspection_id", "item_code", name=op.f("uq_finding_inspection_id_item_code")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_finding_office_id_number")),
    )
    op.create_index(op.f("ix_finding_counted_due_at"), "finding", ["counted_due_at"], unique=False)
    op.create_index("ix_finding_estate", "finding", ["estate_id", "found_on"], unique=False)
    op.create_index(op.f("ix_finding_notice_id"), "finding", ["notice_id"], unique=False)
    op.create_index(op.f("ix_finding_opened_order_id"), "finding", ["opened_order_id"], unique=False)
    op.create_index(op.f("ix_finding_organisation_id"), "finding", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_finding_source_order_id"), "finding", ["source_order_id"], unique=False)
    op.create_index("ix_finding_state", "finding", ["state", "due_at"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("work_order_id", sa.Integer(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("interview", sa.JSON(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_measure_estate_id_estate")),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["staff_member.id"], name=op.f("fk_measure_issued_by_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["rectification_notice.id"], name=op.f("fk_measure_notice_id_rectification_notice")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_measure_office_id_office")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_measure_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["work_order_id"], ["work_order.id"], name=op.f("fk_measure_work_order_id_work_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("gid", name=op.f("uq_measure_gid")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_measure_office_id_number")),
    )
    op.create_index("ix_measure_estate", "measure", ["estate_id", "issued_at"], unique=False)
    op.create_index(op.f("ix_measure_notice_id"), "measure", ["notice_id"], unique=False)
    op.create_index(op.f("ix_measure_organisation_id"), "measure", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_measure_work_order_id"), "measure", ["work_order_id"], unique=False)
    op.create_table(
        "adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("import_key", sa.String(length=80), nullable=True),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_adjustment_estate_id_estate")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_adjustment_measure_id_measure")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_adjustment_office_id_office")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_adjustment_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
        sa.UniqueConstraint("gid", name=op.f("uq_adjustment_gid")),
        sa.UniqueConstraint("office_id", "import_key", name=op.f("uq_adjustment_office_id_import_key")),
    )
    op.create_index("ix_adjustment_period", "adjustment", ["period", "estate_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("stored", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_evidence_finding_id_finding")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_evidence_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_evidence_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("gid", name=op.f("uq_evidence_gid")),
    )
    op.create_index(op.f("ix_evidence_finding_id"), "evidence", ["finding_id"], unique=False)
    op.create_index("ix_evidence_item", "evidence", ["inspection_id", "item_code"], unique=False)
    op.create_table(
        "procedure_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("work_order_id", sa.Integer(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("gid", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_procedure_step_finding_id_finding")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_procedure_step_office_id_office")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_procedure_step_staff_id_staff_member")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["work_order.id"], name=op.f("fk_procedure_step_work_order_id_work_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_step")),
        sa.UniqueConstraint(
            "finding_id", "procedure", "step", name=op.f("uq_procedure_step_finding_id_procedure_step")
        ),
        sa.UniqueConstraint("gid", name=op.f("uq_procedure_step_gid")),
        sa.UniqueConstraint(
            "work_order_id", "procedure", "step", name=op.f("uq_procedure_step_work_order_id_procedure_step")
        ),
    )
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
