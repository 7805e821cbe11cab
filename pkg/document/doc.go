// Package document renders a Profile through a template into a Document: a tree of
// blocks in which every piece of text knows its origin.
//
// In come a layer.Stack of templates, a profile and a few values (language, date);
// out come a Document and a diag.List. Templates are text/template over Markdown.
// What a user wrote reaches them wrapped in marks, and the Markdown is read while
// those texts are still opaque, so that no text can change the structure of a
// document. Package export writes Documents; the front door calls both.
package document
