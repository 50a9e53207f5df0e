-- Queries after a change of the content: 14; later: 6

-- 1
SELECT skills_skill.description, skills_skill.description_*, skills_skill.group_id, skills_skill.id,
    skills_skill.is_retired, skills_skill.kind, skills_skill.replaced_by_id, skills_skill.reuse,
    skills_skill.slug, skills_skill.sort_*, skills_skill.source_language, skills_skill.title,
    skills_skill.title_*, skills_skillgroup.id, skills_skillgroup.order, skills_skillgroup.slug,
    skills_skillgroup.source_language, skills_skillgroup.title, skills_skillgroup.title_*
FROM skills_skill
LEFT OUTER JOIN skills_skillgroup ON (skills_skill.group_id = skills_skillgroup.id)
WHERE skills_skill.slug = ?
LIMIT 21

-- 2
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 3, after a change only
SELECT roles_rolefamily.hue, roles_rolefamily.id, roles_rolefamily.order,
    roles_rolefamily.parent_id, roles_rolefamily.path, roles_rolefamily.slug,
    roles_rolefamily.source_language, roles_rolefamily.title_*
FROM roles_rolefamily

-- 4, after a change only
SELECT roles_role.family_id AS family, roles_role.id AS pk, roles_role.stage AS stage
FROM roles_role
WHERE roles_role.status = ?

-- 5, after a change only
SELECT GROUP_CONCAT(roles_roleskill.skill_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_roleskill ON (roles_role.id = roles_roleskill.role_id)
WHERE roles_role.status = ?
GROUP BY …

-- 6, after a change only
SELECT skills_skill.id AS pk
FROM skills_skill
WHERE skills_skill.is_retired

-- 7, after a change only
SELECT roles_roleskill.role_id AS role, roles_roleskill.skill_id AS skill
FROM roles_roleskill
WHERE (roles_roleskill.requirement = ? AND roles_roleskill.skill_id IN (…))

-- 8, after a change only
SELECT SUBSTR(roles_role.sort_en, ?, ?) AS substr1, roles_role.id AS pk
FROM roles_role
WHERE roles_role.status = ?
ORDER BY roles_role.sort_en ASC, pk ASC

-- 9
SELECT roles_role.conclusion_en AS role__conclusion_en, roles_role.conclusion_fi AS
    role__conclusion_fi, roles_role.conclusion_nb AS role__conclusion_nb, roles_role.conclusion_pl
    AS role__conclusion_pl, roles_role.experience_en AS role__experience_en,
    roles_role.experience_fi AS role__experience_fi, roles_role.experience_nb AS
    role__experience_nb, roles_role.experience_pl AS role__experience_pl, roles_role.family_id AS
    role__family__id, roles_role.family_id AS role__family_id, roles_role.growth_en AS
    role__growth_en, roles_role.growth_fi AS role__growth_fi, roles_role.growth_nb AS
    role__growth_nb, roles_role.growth_pl AS role__growth_pl, roles_role.introduction_en AS
    role__introduction_en, roles_role.introduction_fi AS role__introduction_fi,
    roles_role.introduction_nb AS role__introduction_nb, roles_role.introduction_pl AS
    role__introduction_pl, roles_role.pay_note_en AS role__pay_note_en, roles_role.pay_note_fi AS
    role__pay_note_fi, roles_role.pay_note_nb AS role__pay_note_nb, roles_role.pay_note_pl AS
    role__pay_note_pl, roles_role.published_at AS role__published_at, roles_role.replaced_by_id AS
    role__replaced_by_id, roles_role.reviewed_on AS role__reviewed_on, roles_role.slug AS
    role__slug, roles_role.source_language AS role__source_language, roles_role.stage AS
    role__stage, roles_role.status AS role__status, roles_role.summary_en AS role__summary_en,
    roles_role.summary_fi AS role__summary_fi, roles_role.summary_nb AS role__summary_nb,
    roles_role.summary_pl AS role__summary_pl, roles_role.title_en AS role__title_en,
    roles_role.title_fi AS role__title_fi, roles_role.title_nb AS role__title_nb,
    roles_role.title_pl AS role__title_pl, roles_role.updated_at AS role__updated_at,
    roles_rolefamily.description_en AS role__family__description_en, roles_rolefamily.description_fi
    AS role__family__description_fi, roles_rolefamily.description_nb AS
    role__family__description_nb, roles_rolefamily.description_pl AS role__family__description_pl,
    roles_rolefamily.hue AS role__family__hue, roles_rolefamily.order AS role__family__order,
    roles_rolefamily.parent_id AS role__family__parent_id, roles_rolefamily.path AS
    role__family__path, roles_rolefamily.slug AS role__family__slug,
    roles_rolefamily.source_language AS role__family__source_language, roles_rolefamily.title_en AS
    role__family__title_en, roles_rolefamily.title_fi AS role__family__title_fi,
    roles_rolefamily.title_nb AS role__family__title_nb, roles_rolefamily.title_pl AS
    role__family__title_pl, roles_roleskill.context_en AS context_en, roles_roleskill.context_fi AS
    context_fi, roles_roleskill.context_nb AS context_nb, roles_roleskill.context_pl AS context_pl,
    roles_roleskill.id AS id, roles_roleskill.order AS order, roles_roleskill.points_en AS
    points_en, roles_roleskill.points_fi AS points_fi, roles_roleskill.points_nb AS points_nb,
    roles_roleskill.points_pl AS points_pl, roles_roleskill.requirement AS requirement,
    roles_roleskill.role_id AS role__id, roles_roleskill.role_id AS role_id,
    roles_roleskill.skill_id AS skill_id, roles_roleskill.source_language AS source_language
FROM roles_roleskill
INNER JOIN roles_role ON (roles_roleskill.role_id = roles_role.id)
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (roles_roleskill.role_id IN (…) AND (roles_roleskill.skill_id + ?) = (?))
ORDER BY order ASC, roles_roleskill.id ASC

-- 10
SELECT skills_skilltitle.title AS title
FROM skills_skilltitle
WHERE (skills_skilltitle.skill_id = ? AND skills_skilltitle.language = ? AND
    skills_skilltitle.shown)
ORDER BY skills_skilltitle.order ASC, skills_skilltitle.id ASC
LIMIT 5

-- 11
SELECT sources_citation.content_type_id AS content_type, sources_citation.field AS field,
    sources_citation.object_id AS object_id, sources_citation.source_id AS source
FROM sources_citation
WHERE ((sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)) OR
    (sources_citation.content_type_id = ? AND sources_citation.object_id IN (…)))
ORDER BY sources_citation.id ASC

-- 12, after a change only
SELECT sources_source.acknowledgement_en AS acknowledgement_en, sources_source.acknowledgement_fi AS
    acknowledgement_fi, sources_source.acknowledgement_nb AS acknowledgement_nb,
    sources_source.acknowledgement_pl AS acknowledgement_pl, sources_source.address AS address,
    sources_source.id AS id, sources_source.is_adapted AS is_adapted, sources_source.kind AS kind,
    sources_source.language AS language, sources_source.licence AS licence,
    sources_source.published_on AS published_on, sources_source.publisher AS publisher,
    sources_source.slug AS slug, sources_source.source_language AS source_language,
    sources_source.title AS title, sources_source.updated_on AS updated_on
FROM sources_source
WHERE sources_source.id IN (…)
ORDER BY slug ASC

-- 13
SELECT COUNT(taken.id) AS skill_count, skills_skillgroup.id AS id, skills_skillgroup.order AS order,
    skills_skillgroup.slug AS slug, skills_skillgroup.source_language AS source_language,
    skills_skillgroup.title_en AS title_en, skills_skillgroup.title_fi AS title_fi,
    skills_skillgroup.title_nb AS title_nb, skills_skillgroup.title_pl AS title_pl, taken.role_id AS
    role_id
FROM skills_skillgroup
LEFT OUTER JOIN skills_skill ON (skills_skillgroup.id = skills_skill.group_id)
LEFT OUTER JOIN roles_roleskill taken ON (skills_skill.id = taken.skill_id AND (taken.role_id IN
    (…)))
GROUP BY …
ORDER BY order ASC, skills_skillgroup.id ASC

-- 14, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
