// Package diag is the vocabulary that every room shares: where something stands
// (Place), what is wrong with it (Diagnostic, List), where a text came from
// (Origin, Span, Passage) and the marks that carry an origin through a template.
//
// In come facts found by other rooms; out go plain values. Every room hands up a
// List; only package report turns one into words on a screen. The package knows
// nothing of roles, files or languages.
package diag
