// Package report turns diagnostics into what people and machines read: text with
// an excerpt and a caret, JSON, annotations for code forges. It also holds the
// pages that explain every code.
//
// In come a diag.List and a locale.Printer, out come bytes. Only the front door
// calls it.
package report
