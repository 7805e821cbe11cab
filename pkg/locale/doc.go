// Package locale speaks for the tool itself: messages, help and hints.
//
// The code says everything in English; the catalogue nl.po holds the same in
// Dutch, entry by entry. In come a format and its arguments, out comes a sentence
// in the reader's language. The words of documents are not here: those stand in
// the templates and definitions. Package report and the front door call it.
package locale
