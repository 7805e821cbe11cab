package main

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

// maxFailures is how many failures of the machine one run tells: behind one
// unreadable folder there may be thousands.
const maxFailures = 20

// failures are what an error has to say to the user, each once.
func failures(err error) []*failure {
	var out []*failure
	said := map[string]bool{}
	for _, one := range parted(err) {
		var f *failure
		if errors.As(one, &f) {
			out = append(out, f)
			continue
		}
		if said[one.Error()] {
			continue
		}
		said[one.Error()] = true
		if len(said) > maxFailures {
			return append(out, &failure{status: exitBroken, message: diag.Say("and there is more that could not be read or written")})
		}
		out = append(out, broken(one))
	}
	return out
}

// parted takes joined errors apart.
func parted(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error }) //nolint:errorlint // only the outermost is taken apart
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, parted(e)...)
	}
	return out
}

// broken says what the machine could not do, and what the user can do about it
// where that is known.
func broken(err error) *failure {
	if unread, ok := strictyaml.Unread(err); ok {
		return &failure{status: exitFound, message: diag.Say("%s: %s", unread.Place.File, unread.Message), hint: unread.Hint}
	}
	f := &failure{status: exitBroken, message: diag.Say("could not go on: %v", err), cause: err}
	switch {
	case errors.Is(err, layer.ErrBusy):
		return f.withHint("wait until the other one is done, and try again")
	case errors.Is(err, layer.ErrChanging):
		return f.withHint("wait until the other program is done, and try again")
	case errors.Is(err, syscall.EROFS):
		return f.withHint("nothing can be written there; choose another folder")
	case errors.Is(err, fs.ErrPermission):
		return f.withHint("you may not read or write there; ask for permission, or choose another folder")
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return f.withHint("the disk is full; make room and try again")
	}
	return f
}

// crashed says that the tool itself erred. Where it did is for the one who mends it.
func crashed(value any, stack []byte) *failure {
	if c, ok := value.(*catalog.Crash); ok {
		value, stack = c.Value, c.Stack
	}
	f := &failure{status: exitBroken, message: diag.Say("rolprofiel itself made a mistake: %v", value)}
	return f.withHint("no file is half written; send this line to whoever maintains rolprofiel: %s", strings.Join(append([]string{"rolprofiel " + built().Version}, whereIn(stack)...), " < "))
}

// maxWhere is how many places of a stack are told.
const maxWhere = 6

// whereIn are the places in our own code that a stack goes through from where it
// broke, innermost first.
func whereIn(stack []byte) []string {
	var places []string
	lines := strings.Split(string(stack), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "panic(") {
			places = nil // what stands above is the recovering
		}
		if i == 0 || !strings.HasPrefix(line, "\t") || len(places) == maxWhere {
			continue
		}
		file, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, room := range []string{"/pkg/", "/cmd/rolprofiel/"} {
			if _, inside, ok := strings.Cut(file, room); ok && (strings.HasPrefix(lines[i-1], "rolprofiel/") || strings.HasPrefix(lines[i-1], "main.")) {
				places = append(places, strings.TrimPrefix(room, "/")+inside)
			}
		}
	}
	return places
}
