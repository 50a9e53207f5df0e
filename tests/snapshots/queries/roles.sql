-- Queries after a change of the content: 13; later: 1

-- 1
SELECT EXISTS (SELECT 1, number
FROM roles_role
WHERE publish_at <= CURRENT_TIMESTAMP AND COALESCE(status, '') = 'draft' AND publish_problem = '')
FROM config_contentversion

-- 2, after a change only
SELECT roles_rolefamily.hue, roles_rolefamily.id, roles_rolefamily.order,
    roles_rolefamily.parent_id, roles_rolefamily.path, roles_rolefamily.slug,
    roles_rolefamily.source_language, roles_rolefamily.title_*
FROM roles_rolefamily

-- 3, after a change only
SELECT roles_role.family_id AS family, roles_role.id AS pk, roles_role.stage AS stage
FROM roles_role
WHERE roles_role.status = ?

-- 4, after a change only
SELECT GROUP_CONCAT(roles_roleskill.skill_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_roleskill ON (roles_role.id = roles_roleskill.role_id)
WHERE roles_role.status = ?
GROUP BY …

-- 5, after a change only
SELECT skills_skill.id AS pk
FROM skills_skill
WHERE skills_skill.is_retired

-- 6, after a change only
SELECT GROUP_CONCAT(roles_tooluse_tools.tool_id) AS terms, roles_role.id AS pk
FROM roles_role
LEFT OUTER JOIN roles_tooluse ON (roles_role.id = roles_tooluse.role_id)
LEFT OUTER JOIN roles_tooluse_tools ON (roles_tooluse.id = roles_tooluse_tools.tooluse_id)
WHERE roles_role.status = ?
GROUP BY …

-- 7, after a change only
SELECT SUBSTR(roles_role.sort_en, ?, ?) AS substr1, roles_role.id AS pk
FROM roles_role
WHERE roles_role.status = ?
ORDER BY roles_role.sort_en ASC, pk ASC

-- 8, after a change only
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

-- 9, after a change only
SELECT roles_roleskill.id AS id, roles_roleskill.role_id AS role_id, roles_roleskill.skill_id AS
    skill_id
FROM roles_roleskill
WHERE roles_roleskill.role_id IN (…)
ORDER BY roles_roleskill.id ASC

-- 10, after a change only
SELECT roles_role.family_id AS family__id, roles_role.family_id AS family_id, roles_role.id AS id,
    roles_role.slug AS slug, roles_role.source_language AS source_language, roles_role.stage AS
    stage, roles_role.summary_en AS summary_en, roles_role.summary_fi AS summary_fi,
    roles_role.summary_nb AS summary_nb, roles_role.summary_pl AS summary_pl, roles_role.title_en AS
    title_en, roles_role.title_fi AS title_fi, roles_role.title_nb AS title_nb, roles_role.title_pl
    AS title_pl, roles_role.updated_at AS updated_at, roles_rolefamily.hue AS family__hue,
    roles_rolefamily.slug AS family__slug, roles_rolefamily.source_language AS
    family__source_language, roles_rolefamily.title_en AS family__title_en,
    roles_rolefamily.title_fi AS family__title_fi, roles_rolefamily.title_nb AS family__title_nb,
    roles_rolefamily.title_pl AS family__title_pl
FROM roles_role
INNER JOIN roles_rolefamily ON (roles_role.family_id = roles_rolefamily.id)
WHERE (roles_role.status = ? AND roles_role.id IN (…))
ORDER BY slug ASC

-- 11, after a change only
SELECT skills_skill.id AS id, skills_skill.slug AS slug, skills_skill.sort_en AS sort_en,
    skills_skill.sort_fi AS sort_fi, skills_skill.sort_nb AS sort_nb, skills_skill.sort_pl AS
    sort_pl, skills_skill.source_language AS source_language, skills_skill.title_en AS title_en,
    skills_skill.title_fi AS title_fi, skills_skill.title_nb AS title_nb, skills_skill.title_pl AS
    title_pl
FROM skills_skill
WHERE (NOT skills_skill.is_retired AND skills_skill.id IN (…))
ORDER BY slug ASC

-- 12, after a change only
SELECT skills_tool.id AS id, skills_tool.name AS name, skills_tool.slug AS slug, skills_tool.sort_en
    AS sort_en, skills_tool.sort_fi AS sort_fi, skills_tool.sort_nb AS sort_nb, skills_tool.sort_pl
    AS sort_pl, skills_tool.source_language AS source_language
FROM skills_tool
WHERE skills_tool.id IN (…)
ORDER BY slug ASC

-- 13, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
