-- Queries after a change of the content: 10; later: 2

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

-- 6
SELECT skills_skillgroup.id, skills_skillgroup.order, skills_skillgroup.slug,
    skills_skillgroup.source_language, skills_skillgroup.title, skills_skillgroup.title_*
FROM skills_skillgroup
ORDER BY skills_skillgroup.order ASC, skills_skillgroup.id ASC

-- 7, after a change only
SELECT skills_skill.group_id AS group, skills_skill.id AS pk, skills_skill.kind AS kind,
    skills_skill.reuse AS reuse
FROM skills_skill

-- 8, after a change only
SELECT SUBSTR(skills_skill.sort_en, ?, ?) AS substr1, skills_skill.id AS pk
FROM skills_skill
ORDER BY skills_skill.sort_en ASC, pk ASC

-- 9, after a change only
SELECT skills_skill.description_en AS description_en, skills_skill.description_fi AS description_fi,
    skills_skill.description_nb AS description_nb, skills_skill.description_pl AS description_pl,
    skills_skill.group_id AS group_id, skills_skill.id AS id, skills_skill.kind AS kind,
    skills_skill.reuse AS reuse, skills_skill.slug AS slug, skills_skill.source_language AS
    source_language, skills_skill.title_en AS title_en, skills_skill.title_fi AS title_fi,
    skills_skill.title_nb AS title_nb, skills_skill.title_pl AS title_pl
FROM skills_skill
WHERE skills_skill.id IN (…)
ORDER BY slug ASC

-- 10, after a change only
SELECT sources_source.id AS pk
FROM sources_source
WHERE (sources_source.acknowledgement_en > ? OR sources_source.acknowledgement_fi > ? OR
    sources_source.acknowledgement_nb > ? OR sources_source.acknowledgement_pl > ?)
LIMIT 1
