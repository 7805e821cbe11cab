// Package export writes documents and profiles in the formats that people use.
//
// In come a document.Document or a profile.Profile, an io.Writer and Options; out
// come bytes, the same for the same input. Formats is the one ordered list of
// what there is; each format says what it takes. Markdown also tells which rune
// came from where. The front door calls it.
package export
