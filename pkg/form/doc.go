// Package form asks for what a new file must hold.
//
// In come a table of fields, what can be referred to, and the answers so far; out
// comes the next question, and in the end the file that the answers make. Which
// question is next depends on the answers alone, so that whoever asks can go back,
// stop and go on. The front door calls it, for the verb new.
package form
