// Package catalog knows the definitions: roles, competencies, the scale of
// levels, sources, preconditions, stances, learning, glossary, teams and openings.
//
// In comes a layer.Stack rooted at the folder of definitions and a language; out
// come typed values, with the place of every field beside them, and a diag.List.
// A Library loads by need and remembers what it loaded; Check reads everything.
// The table of fields (Kinds) is the one description of what a file may hold.
// Packages profile and document call the Library, the front door all of it.
package catalog
