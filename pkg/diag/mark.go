package diag

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A mark carries a number through text that a template may shuffle: open rune,
// digits, separator, text, close rune. The runes are Unicode noncharacters, which
// no user text may hold (package strictyaml refuses them), so a mark cannot be
// forged and plain text cannot be mistaken for one.
const (
	markOpen  = '\uFDD0'
	markSep   = '\uFDD1'
	markClose = '\uFDD2'
	markLine  = '\uFDD3' // before digits and markSep: what follows is written at this line
)

// IsMark reports whether r is reserved for marks: the noncharacters of the block
// U+FDD0 to U+FDEF.
func IsMark(r rune) bool { return r >= 0xFDD0 && r <= 0xFDEF }

// Mark wraps text so that Unmark finds it back under number n. Empty text stays
// empty: there is nothing to trace, and templates must see that it is empty.
func Mark(n int, text string) string {
	if text == "" {
		return ""
	}
	return string(markOpen) + strconv.Itoa(n) + string(markSep) + text + string(markClose)
}

// MarkLine returns a mark of no width which says that what follows was written
// at line n of whatever is being rendered.
func MarkLine(n int) string {
	return string(markLine) + strconv.Itoa(n) + string(markSep)
}

// Piece is a stretch of text between marks.
type Piece struct {
	Text   string
	Number int // of the mark; -1 for text that stood outside any mark
	Line   int // of the last MarkLine before it; 0 when there was none
}

// Unmark cuts s at its marks. ok is false when a mark is broken (a template cut
// it in half); pieces then hold what could still be read.
func Unmark(s string) (pieces []Piece, ok bool) {
	ok = true
	line := 0
	plain := func(t string) {
		if t != "" {
			pieces = append(pieces, Piece{Text: t, Number: -1, Line: line})
		}
	}
	for s != "" {
		i := strings.IndexFunc(s, IsMark)
		if i < 0 {
			break
		}
		plain(s[:i])
		r, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
		n, rest, found := cutNumber(s)
		if !found || r != markOpen && r != markLine {
			ok = false
			continue
		}
		s = rest
		if r == markLine {
			line = n
			continue
		}
		end := strings.IndexFunc(s, IsMark)
		if end < 0 {
			end = len(s)
			ok = false
		} else if !strings.HasPrefix(s[end:], string(markClose)) {
			ok = false
		}
		pieces = append(pieces, Piece{Text: s[:end], Number: n, Line: line})
		s = strings.TrimPrefix(s[end:], string(markClose))
	}
	plain(s)
	return pieces, ok
}

func cutNumber(s string) (n int, rest string, ok bool) {
	digits, rest, found := strings.Cut(s, string(markSep))
	if !found || len(digits) > 9 {
		return 0, s, false
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		return 0, s, false
	}
	return n, rest, true
}

// Plain returns s without its marks.
func Plain(s string) string {
	if !strings.ContainsFunc(s, IsMark) {
		return s
	}
	pieces, _ := Unmark(s)
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// MapMarked applies f to every piece of text in s and keeps the marks, so that a
// template function can change words without losing where they came from. f is
// told whether the piece is the first.
func MapMarked(s string, f func(text string, first bool) string) string {
	if !strings.ContainsFunc(s, IsMark) {
		return f(s, true)
	}
	pieces, _ := Unmark(s)
	var b strings.Builder
	for i, p := range pieces {
		t := f(p.Text, i == 0)
		if p.Number >= 0 {
			t = Mark(p.Number, t)
		}
		b.WriteString(t)
	}
	return b.String()
}
