package diag_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rolprofiel/pkg/diag"
)

func TestNearest(t *testing.T) {
	keys := []string{"level", "weight", "why", "competency", "begeleiding-in-het-team", "vast-aanspreekpunt"}
	for word, want := range map[string]string{
		"levle": "level", "Level": "level", "levels": "level", "wieght": "weight", "compentency": "competency",
		"begeleiding": "begeleiding-in-het-team", "zzz": "", "": "", "whj": "why", "kwartier": "",
	} {
		if got := diag.Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := diag.Nearest("ab", []string{"ac", "ad"}); got != "ac" {
		t.Errorf("of equally near words the first must win, got %q", got)
	}
}

func TestListSortsAndDropsTwins(t *testing.T) {
	at := func(file string, line int) diag.Place { return diag.Place{File: file, Line: line, Column: 1} }
	l := diag.List{
		diag.New("b", diag.Warning, at("y", 1), "", "tweede"),
		diag.New("a", diag.Error, at("x", 2), "", "eerste"),
		diag.New("a", diag.Error, at("x", 2), "", "eerste"),
		diag.New("c", diag.Advice, at("x", 1), "", "raad").WithHint("doe %d", 1),
	}.Sort()
	if len(l) != 3 || l[0].Code != "c" || l[1].Code != "a" || l[2].Code != "b" {
		t.Errorf("wrong order: %v", l)
	}
	if l.Worst() != diag.Error || !l.Failed() || (diag.List{}).Worst() != 0 {
		t.Error("wrong worst severity")
	}
	if got := l[0].Hint.String(); got != "doe 1" {
		t.Errorf("hint %q", got)
	}
}

func TestPlaceString(t *testing.T) {
	for want, p := range map[string]diag.Place{
		"a.yaml": {File: "a.yaml"}, "a.yaml:3": {File: "a.yaml", Line: 3}, "a.yaml:3:4": {File: "a.yaml", Line: 3, Column: 4},
	} {
		if p.String() != want {
			t.Errorf("%v, want %s", p, want)
		}
	}
}

func TestMarksSurviveTemplates(t *testing.T) {
	s := diag.MarkLine(7) + "voor " + diag.Mark(3, "tékst\n\nmeer") + " na"
	pieces, ok := diag.Unmark(s)
	if !ok || len(pieces) != 3 || pieces[1].Number != 3 || pieces[1].Text != "tékst\n\nmeer" || pieces[2].Line != 7 || pieces[0].Number != -1 {
		t.Errorf("%v %v", pieces, ok)
	}
	if got := diag.Plain(s); got != "voor tékst\n\nmeer na" {
		t.Errorf("plain %q", got)
	}
	if diag.Mark(1, "") != "" {
		t.Error("empty text must stay empty")
	}
	up := diag.MapMarked(diag.Mark(2, "abc")+"def", func(t string, _ bool) string { return strings.ToUpper(t) })
	if pieces, ok := diag.Unmark(up); !ok || pieces[0].Number != 2 || diag.Plain(up) != "ABCDEF" {
		t.Errorf("%q", up)
	}
	if _, ok := diag.Unmark(s[:len(s)/2]); ok {
		t.Error("half a mark must be noticed")
	}
}

// FuzzMarks: whatever the text, it comes back whole under its number, and no text
// without mark runes is taken for a mark.
func FuzzMarks(f *testing.F) {
	f.Add("tekst", 1, "voor", "na")
	f.Add("é😀\n", 0, "", "")
	f.Fuzz(func(t *testing.T, text string, n int, before, after string) {
		for _, s := range []string{text, before, after} {
			if strings.ContainsFunc(s, diag.IsMark) || !utf8.ValidString(s) {
				t.Skip()
			}
		}
		if n < 0 || n > 1<<28 || text == "" {
			t.Skip()
		}
		s := before + diag.Mark(n, text) + after
		pieces, ok := diag.Unmark(s)
		if !ok || diag.Plain(s) != before+text+after {
			t.Fatalf("%q became %q", before+text+after, diag.Plain(s))
		}
		for _, p := range pieces {
			if p.Number == n && p.Text == text {
				return
			}
		}
		t.Fatalf("text %q was lost in %v", text, pieces)
	})
}

// FuzzUnmark: broken marks never make it panic or lose text that is not a mark.
func FuzzUnmark(f *testing.F) {
	f.Add("\uFDD012\uFDD1x\uFDD2")
	f.Add("\uFDD0\uFDD3\uFDD1")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range func() []diag.Piece { p, _ := diag.Unmark(s); return p }() {
			if strings.ContainsFunc(p.Text, diag.IsMark) && p.Number < 0 {
				t.Fatalf("%q holds a mark", p.Text)
			}
		}
	})
}
