package export

import (
	"strings"
	"unicode"

	"rolprofiel/pkg/document"
	"rolprofiel/pkg/profile"
)

// Mold is a document of a hollow profile, as Markdown: poured full of the texts of
// a team it is the document of that team, in a fraction of the time.
type Mold struct {
	between []string
	holes   []profile.Hole
	texts   int
	lang    string
}

// NewMold makes a mold of Markdown in lang with stand-ins for so many texts; ok is
// false when it holds something that only looks like a stand-in.
func NewMold(markdown, lang string, texts int) (m *Mold, ok bool) {
	between, holes, ok := profile.SplitStandIns(markdown)
	for _, h := range holes {
		ok = ok && h.Number < texts
	}
	if !ok {
		return nil, false
	}
	return &Mold{between, holes, texts, lang}, true
}

// Pour adds to dst the document with texts in the place of the stand-ins. ok is
// false when one of them would be written otherwise than a plain word: such a
// document must be made by itself.
func (m *Mold) Pour(dst []byte, texts []string) (markdown []byte, ok bool) {
	if len(texts) != m.texts {
		return dst, false
	}
	for i, part := range m.between {
		dst = append(dst, part...)
		if i == len(m.holes) {
			break
		}
		text := texts[m.holes[i].Number]
		if m.holes[i].Date {
			date, err := document.Date(text, m.lang)
			if err != nil {
				return dst, false
			}
			dst = append(dst, date...) // digits and words, which stand everywhere as they are
			continue
		}
		words, _ := profile.Ending(text)
		if !plainWords(words) {
			return dst, false
		}
		dst = append(dst, words...)
	}
	return dst, true
}

// plainWords reports whether text is written in Markdown just as it is, wherever it
// stands and whatever stands beside it: it begins in a letter, ends in a letter or
// a digit, and holds nothing between that Markdown knows.
func plainWords(text string) bool {
	if text == "" || strings.Contains(text, "  ") || profile.HasStandIn(text) {
		return false
	}
	first, last, ws := true, rune(0), 0
	for _, r := range text {
		letter := unicode.IsLetter(r)
		switch {
		case first && !letter:
			return false
		case letter, r >= '0' && r <= '9':
		case !strings.ContainsRune(" ,.'’(;?!-–—", r):
			return false
		}
		if r == 'w' || r == 'W' {
			ws++
		} else {
			ws = 0
		}
		if ws == 3 { // readers make a link of www.
			return false
		}
		first, last = false, r
	}
	return unicode.IsLetter(last) || last >= '0' && last <= '9'
}
