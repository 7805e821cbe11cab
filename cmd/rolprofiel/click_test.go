package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A double click explains the tool, in Dutch unless asked otherwise, and waits for a
// key; Enter goes on to a window to type in.
func TestClicked(t *testing.T) {
	for _, c := range []struct {
		keys, lang, says string
		prompted         bool
	}{
		{"x", "", "Dit is rolprofiel.", false},
		{"", "", "Druk op een andere toets om dit venster te sluiten.", false},
		{"\r", "", "rolprofiel init mijn-team", true},
		{"\n", "en", "This is rolprofiel.", true},
		{"q", "en", "Press any other key to close this window.", false},
	} {
		var said bytes.Buffer
		prompted := false
		s := quietStreams()
		s.in, s.err, s.clicked = strings.NewReader(c.keys), &said, true
		s.prompt = func() error { prompted = true; return nil }
		t.Setenv("ROLPROFIEL_UI_LANG", c.lang)
		if status := execute(nil, s); status != exitOK || prompted != c.prompted || !strings.Contains(said.String(), c.says) {
			t.Errorf("%q %s: status %d, prompted %v\n%s", c.keys, c.lang, status, prompted, said.String())
		}
	}
}

// With a verb it is no double click, whoever started it: a shortcut can have one.
func TestClickedWithVerb(t *testing.T) {
	var out bytes.Buffer
	s := quietStreams()
	s.out, s.clicked = &out, true
	if status := execute([]string{"version"}, s); status != exitOK || !strings.HasPrefix(out.String(), "rolprofiel ") {
		t.Errorf("status %d: %s", status, out.String())
	}
}

func TestPathWith(t *testing.T) {
	got := pathWith([]string{"A=1", "Path=/x", "B=2"}, "/hier")
	if want := []string{"A=1", "B=2", "PATH=/hier:/x"}; !slices.Equal(got, want) && !slices.Equal(got, []string{"A=1", "B=2", "PATH=/hier;/x"}) {
		t.Errorf("%q", got)
	}
	if got := pathWith(nil, "/hier"); !slices.Equal(got, []string{"PATH=/hier"}) {
		t.Errorf("%q", got)
	}
}
