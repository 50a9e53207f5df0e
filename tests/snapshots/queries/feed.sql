-- Queries after a change of the content: 2; later: 2

-- 1
SELECT roles_role.conclusion, roles_role.conclusion_*, roles_role.experience,
    roles_role.experience_*, roles_role.family_id, roles_role.growth, roles_role.growth_*,
    roles_role.id, roles_role.introduction, roles_role.introduction_*, roles_role.pay_note,
    roles_role.pay_note_*, roles_role.publish_at, roles_role.publish_problem,
    roles_role.published_at, roles_role.publishes_thin, roles_role.replaced_by_id,
    roles_role.review_on, roles_role.reviewed_on, roles_role.slug, roles_role.sort_*,
    roles_role.source_language, roles_role.stage, roles_role.status, roles_role.summary,
    roles_role.summary_*, roles_role.title, roles_role.title_*, roles_role.updated_at
FROM roles_role
WHERE (roles_role.status = ? AND roles_role.title_en > ? AND (roles_role.introduction_en > ? OR NOT
    ((roles_role.introduction_en > ? AND roles_role.introduction_en IS NOT NULL) OR
    (roles_role.introduction_fi > ? AND roles_role.introduction_fi IS NOT NULL) OR
    (roles_role.introduction_nb > ? AND roles_role.introduction_nb IS NOT NULL) OR
    (roles_role.introduction_pl > ? AND roles_role.introduction_pl IS NOT NULL))))
ORDER BY roles_role.updated_at DESC, roles_role.id DESC
LIMIT 30

-- 2
SELECT (history_entry.values -> ?) AS status, history_change.at AS at, history_entry.change_id AS
    change_id, history_entry.fields AS fields, history_entry.id AS id, history_entry.model AS model,
    history_entry.object_id AS object_id, history_entry.owner_id AS owner_id, history_entry.verb AS
    verb
FROM history_entry
INNER JOIN history_change ON (history_entry.change_id = history_change.id)
WHERE (history_entry.owner_model = ? AND history_entry.owner_id IN (…))
ORDER BY history_entry.id DESC
LIMIT 3000
