package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the wanted texts in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rolprofiel": main})
}

// TestScript runs every script of testdata/script, each in an empty folder. Beside
// the commands of testscript they have:
//
//	status N rolprofiel ARG…  run, and end in this very exit status
//	objects KEY…              standard output is a JSON array of objects with these keys
//	object KEY…               standard output is a JSON object with these keys
//	bom FILE                  put a byte order mark in front of a file
//	append FILE TEXT          put a line at the end of a file
//	same FILE FILE            two files hold the same bytes
//	names FOLDER              print the names in a folder, those that are hidden too
//	bytes FILE TEXT           write a file; \xNN, \u and the like stand for what editors hide
//	repeat FILE N TEXT        put N times TEXT, written likewise, at the end of a file
//	keys FILE N               write a file of N different keys
//	soon SECONDS program …    run, and end within this time
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ROLPROFIEL_UI_LANG", "en")
			e.Setenv("SOURCE_DATE_EPOCH", "1795392000") // 2026-11-23
			e.Setenv("NO_COLOR", "1")
			return aloneAt(e.WorkDir)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  cmdStatus,
			"objects": cmdObjects,
			"object":  cmdObject,
			"bom":     cmdBOM,
			"append":  cmdAppend,
			"same":    cmdSame,
			"names":   cmdNames,
			"bytes":   cmdBytes,
			"repeat":  cmdRepeat,
			"soon":    cmdSoon,
			"keys":    cmdKeys,
		},
	})
}

// aloneAt refuses a folder that lies in a workspace: every script would see it.
func aloneAt(dir string) error {
	if above := findWorkspace(filepath.Dir(dir)); above != "" {
		return errors.New("there is a workspace above the tests: " + above)
	}
	return nil
}

func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, wanted %d", got, want)
	}
}

func cmdObjects(ts *testscript.TestScript, neg bool, args []string) {
	var list []map[string]any
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &list); err != nil {
		ts.Fatalf("standard output is not an array of objects: %v", err)
	}
	if neg != (len(list) == 0) {
		ts.Fatalf("the array holds %d objects", len(list))
	}
	for i, object := range list {
		haveKeys(ts, "object "+strconv.Itoa(i), object, args)
	}
}

func cmdObject(ts *testscript.TestScript, neg bool, args []string) {
	var object map[string]any
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &object); neg || err != nil {
		ts.Fatalf("standard output is not an object: %v", err)
	}
	haveKeys(ts, "the object", object, args)
}

func haveKeys(ts *testscript.TestScript, name string, object map[string]any, keys []string) {
	for _, key := range keys {
		if _, ok := object[key]; !ok {
			ts.Fatalf("%s has no %q: %v", name, key, object)
		}
	}
}

func cmdBOM(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte("\xef\xbb\xbf"+ts.ReadFile(name)), 0o644))
	}
}

func cmdAppend(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: append file text")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+args[1]+"\n"), 0o644))
}

func cmdSame(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same file file")
	}
	if same := ts.ReadFile(args[0]) == ts.ReadFile(args[1]); same == neg {
		ts.Fatalf("%s and %s: same is %v", args[0], args[1], same)
	}
}

func cmdNames(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: names folder")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		fmt.Fprintln(ts.Stdout(), e.Name())
	}
}

func cmdBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes file text")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

func cmdRepeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat file n text")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(text, n))
	ts.Check(errors.Join(err, f.Close()))
}

func cmdSoon(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: soon seconds program [args...]")
	}
	most, err := strconv.Atoi(args[0])
	ts.Check(err)
	from := time.Now()
	if err := ts.Exec(args[1], args[2:]...); (err != nil) != neg {
		ts.Fatalf("unexpected end: %v", err)
	}
	if took := time.Since(from); took > time.Duration(most)*time.Second {
		ts.Fatalf("it took %v", took)
	}
}

func cmdKeys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keys file n")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: x\n", i)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o644))
}
