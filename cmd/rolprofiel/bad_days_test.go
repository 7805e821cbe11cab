//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rolprofiel/pkg/catalog"
)

// The tests below need a real process: to be killed, to have a full disk, to be
// somebody who may not write.

// program builds the command once for all of them.
var program struct {
	once sync.Once
	path string
	err  error
}

// nobody is a user who owns nothing.
const nobody = 65534

// world is a folder with a workspace, and the program to run there.
type world struct {
	*testing.T
	dir, program string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds and runs the program")
	}
	program.once.Do(func() {
		dir, err := os.MkdirTemp("", "rolprofiel-test-")
		if err != nil {
			program.err = err
			return
		}
		program.path = filepath.Join(dir, "rolprofiel")
		out, err := exec.Command("go", "build", "-o", program.path, ".").CombinedOutput()
		if program.err = err; err != nil {
			program.err = errors.New(string(out))
		}
		program.err = errors.Join(program.err, os.Chmod(dir, 0o755))
	})
	if program.err != nil {
		t.Fatal(program.err)
	}
	dir, err := os.MkdirTemp("", "rolprofiel-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := errors.Join(aloneAt(filepath.Join(dir, "x")), os.Chmod(dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	w := &world{t, dir, program.path}
	w.write("rolprofiel.yaml", "lang: nl\nui_lang: en\n")
	return w
}

func (w *world) write(name, text string) {
	w.Helper()
	full := filepath.Join(w.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), os.WriteFile(full, []byte(text), 0o666)); err != nil {
		w.Fatal(err)
	}
}

// command is the program in this world, run by somebody who is not root.
func (w *world) command(args ...string) *exec.Cmd {
	ctx, cancel := context.WithTimeout(w.Context(), 2*time.Minute)
	w.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, w.program, args...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795392000")
	return cmd
}

func (w *world) asNobody(cmd *exec.Cmd) *exec.Cmd {
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return cmd
}

// want runs cmd and wants this status, and these words on standard error.
func (w *world) want(status int, words string, cmd *exec.Cmd) {
	w.Helper()
	var said bytes.Buffer
	if cmd.Stderr == nil {
		cmd.Stderr = &said
	}
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != status || !strings.Contains(said.String(), words) {
		w.Errorf("%v\nstatus %d, wanted %d and %q\n%s", cmd.Args[1:], got, status, words, said.String())
	}
}

// files are the bytes of everything under a folder, by path.
func (w *world) files(dir string) map[string]string {
	w.Helper()
	out := map[string]string{}
	root := filepath.Join(w.dir, dir)
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		out[rel] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.Fatal(err)
	}
	return out
}

// same compares two folders in every byte, hidden files too.
func (w *world) same(dir string, want map[string]string) {
	w.Helper()
	got := w.files(dir)
	for name, text := range want {
		if got[name] != text {
			w.Errorf("%s/%s is missing or differs", dir, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			w.Errorf("%s/%s is too many", dir, name)
		}
	}
}

// leftovers are the names in a folder that are in the making.
func (w *world) leftovers(dir string) (found []string) {
	w.Helper()
	err := filepath.WalkDir(filepath.Join(w.dir, dir), func(p string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(p, ".tmp") {
			found = append(found, p)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return found
}

// whole sees to it that what an interrupted export left under dir is complete
// files, as they were before or as they come to be. Names in the making are hidden.
func (w *world) whole(dir string, versions ...map[string]string) {
	w.Helper()
	for name, text := range w.files(dir) {
		if strings.HasPrefix(name, ".rolprofiel/") || strings.Contains(name, ".rolprofiel-") {
			continue
		}
		ok := false
		for _, v := range versions {
			ok = ok || v[name] == text && text != ""
		}
		if !ok {
			w.Fatalf("%s/%s is half written", dir, name)
		}
	}
}

// An export that is killed at any moment leaves whole files or none, and the next
// one makes exactly the complete tree: into a new folder, and over an older export
// with other contents.
func TestExportKilled(t *testing.T) {
	const times = 200
	w := newWorld(t)
	w.want(0, "", w.command("export", "--all", "-q", "-o", "oud", "--date", "2026-01-01"))
	from := time.Now()
	w.want(0, "", w.command("export", "--all", "-q", "-o", "nieuw", "--date", "2026-02-02"))
	took := time.Since(from)
	before, after := w.files("oud"), w.files("nieuw")
	if len(after) < 10 {
		t.Fatal("the complete export is no export")
	}
	stopped, finished := 0, 0
	for i := range times {
		// By turns into a new folder and over an older one.
		out := "uit" + strconv.Itoa(i)
		if i%2 == 0 {
			w.want(0, "", w.command("export", "--all", "-q", "-o", out, "--date", "2026-01-01"))
		}
		cmd := w.command("export", "--all", "-q", "-o", out, "--date", "2026-02-02")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(took + took/4))
		_ = cmd.Process.Kill()
		if err := cmd.Wait(); err != nil {
			stopped++
		} else {
			finished++
		}
		if i%2 == 0 {
			w.whole(out, before, after)
		} else if got := w.files(out); len(got) > 0 {
			w.same(out, after) // a new folder is there whole or not at all
		}
		if i%10 == 0 {
			// What the stopped run wrote is its own work, also when something else is
			// to be written now.
			w.want(0, "", w.command("export", "--all", "-q", "-o", out, "--date", "2026-01-01"))
			w.same(out, before)
		}
		w.want(0, "", w.command("export", "--all", "-q", "-o", out, "--date", "2026-02-02"))
		w.same(out, after)
		if t.Failed() {
			t.Fatalf("after kill %d", i)
		}
		_ = os.RemoveAll(filepath.Join(w.dir, out))
	}
	if found := w.leftovers("."); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
	t.Logf("%d stopped, %d finished before; one takes %v", stopped, finished, took)
	if stopped < times/4 {
		t.Errorf("only %d of %d were stopped", stopped, times)
	}
}

// Exports that run at once into one folder end well, and leave the complete tree.
func TestExportsAtOnce(t *testing.T) {
	w := newWorld(t)
	w.want(0, "", w.command("export", "--all", "-q", "-o", "goed"))
	complete := w.files("goed")
	for round := range 10 {
		out := "uit" + strconv.Itoa(round)
		if round%2 == 1 { // over what is there, with other contents
			w.want(0, "", w.command("export", "--all", "-q", "-o", out, "--date", "2026-01-01"))
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { w.want(0, "", w.command("export", "--all", "-q", "-o", out)) })
		}
		wg.Wait()
		w.same(out, complete)
		// Two that make different things know each other's files afterwards.
		wg.Go(func() {
			w.want(0, "", w.command("export", "--team", "voorbeeld-wpi-team", "-q", "-o", out+"t", "--date", "2026-01-01"))
		})
		wg.Go(func() {
			w.want(0, "", w.command("export", "--team", "voorbeeld-buurtteam", "-q", "-o", out+"t", "--date", "2026-01-01"))
		})
		wg.Wait()
		w.want(0, "", w.command("export", "--all", "-q", "-o", out+"t"))
		w.same(out+"t", complete)
	}
	if found := w.leftovers("."); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
}

// What a living process has in the making stays; what a dead one left goes.
func TestLeftoversOfOthers(t *testing.T) {
	w := newWorld(t)
	sleeper := exec.Command("sleep", "60")
	if err := sleeper.Start(); err != nil {
		t.Skip(err)
	}
	defer func() { _ = sleeper.Process.Kill(); _ = sleeper.Wait() }()
	dead := exec.Command("true")
	if err := dead.Run(); err != nil {
		t.Skip(err)
	}
	host := w.hostPart()
	name := func(pid int) string { return ".rolprofiel-" + host + "-" + strconv.Itoa(pid) + "-0badcafe-1.tmp" }
	for _, dir := range []string{"", "uit/", "uit/nl/voorbeeld-wpi-team/"} {
		w.write(dir+name(sleeper.Process.Pid), "half")
		w.write(dir+name(dead.Process.Pid), "half")
		w.write(dir+".rolprofiel-van-mij.tmp", "mijn")
		w.write(dir+"anders.tmp", "mijn")
	}
	w.write(name(dead.Process.Pid)+"x/y", "map van een ander")
	w.want(0, "", w.command("export", "--all", "-q", "-o", "uit"))
	for _, dir := range []string{"", "uit/", "uit/nl/voorbeeld-wpi-team/"} {
		for file, stays := range map[string]bool{name(sleeper.Process.Pid): true, name(dead.Process.Pid): false, ".rolprofiel-van-mij.tmp": true, "anders.tmp": true} {
			_, err := os.Stat(filepath.Join(w.dir, dir, file))
			if (err == nil) != stays {
				t.Errorf("%s%s: stays is %v, wanted %v", dir, file, err == nil, stays)
			}
		}
	}
}

// hostPart is how this machine signs what it has in the making: it shows while an
// export is stopped by force.
func (w *world) hostPart() string {
	w.Helper()
	for range 200 {
		cmd := w.command("export", "--all", "-q", "-o", "proef")
		if err := cmd.Start(); err != nil {
			w.Fatal(err)
		}
		for range 1000 {
			if names, _ := filepath.Glob(filepath.Join(w.dir, ".rolprofiel-*.tmp")); len(names) > 0 {
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
				return strings.Split(filepath.Base(names[0]), "-")[1]
			}
			time.Sleep(50 * time.Microsecond)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = os.RemoveAll(filepath.Join(w.dir, "proef"))
	}
	w.Fatal("an export has nothing in the making")
	return ""
}

// A disk that is full, as every write beyond some size fails: exit 3 with a clear
// error, no half file, and what was there stays as it was.
func TestDiskIsFull(t *testing.T) {
	w := newWorld(t)
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	w.want(0, "", w.command("export", "--all", "-q", "-o", "vol", "--date", "2026-01-01"))
	w.want(0, "", w.command("render", "role-description", "--role", "adviseur", "-o", "los.md", "--date", "2026-01-01"))
	w.want(0, "", w.command("copy", "role/adviseur"))
	w.write("profiles/roles/adviseur.yaml", strings.Replace(w.files("profiles/roles")["adviseur.yaml"], "purpose: |\n  ", "purpose: |\n  Met de hand. ", 1))
	before, single, role := w.files("vol"), w.files(".")["los.md"], w.files("profiles")
	limited := func(args ...string) *exec.Cmd {
		// ulimit -f counts in blocks of 512 or 1024 bytes; a document is some 10 KB.
		cmd := w.command(args...)
		cmd.Args = append([]string{shell, "-c", `ulimit -f 2; trap "" XFSZ; exec "$@"`, "sh", w.program}, args...)
		cmd.Path = shell
		return cmd
	}
	for _, args := range [][]string{
		{"export", "--all", "-o", "nieuw"},
		{"export", "--all", "-o", "vol"},
		{"render", "role-description", "--role", "adviseur", "-o", "los.md"},
		{"init", "ini"},
		{"copy", "role/kwartiermaker"},
	} {
		w.want(3, "error: could not go on: write ", limited(args...))
	}
	if _, err := os.Stat(filepath.Join(w.dir, "nieuw")); err == nil {
		t.Error("a new folder is there, though not whole")
	}
	w.want(0, "", w.command("export", "--all", "-q", "-o", "goed"))
	w.whole("vol", before, w.files("goed"))
	if w.files(".")["los.md"] != single {
		t.Error("a document was lost")
	}
	for name, text := range role {
		if w.files("profiles")[name] != text {
			t.Errorf("%s was lost", name)
		}
	}
	if found := w.leftovers("."); len(found) > 0 {
		t.Errorf("left behind: %v", found)
	}
	// With room again everything goes on where it was.
	w.want(0, "", w.command("export", "--all", "-q", "-o", "vol"))
	w.same("vol", w.files("goed"))
	w.want(0, "", w.command("init", "ini"))
}

// What goes to standard output and does not arrive is exit 3, whatever the verb.
func TestStandardOutputIsFull(t *testing.T) {
	w := newWorld(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, line := range []string{
		"check --format json", "list roles", "list roles --json", "list sources --coverage", "show adviseur", "show adviseur --json",
		"render role-description --role adviseur", "render role-description --role adviseur -f json", "explain unknown-key", "version",
		"--version", "help", "render --help", "completion bash", "why role-description --role adviseur --line 1 --json", "fmt --check --format json",
	} {
		cmd := w.command(strings.Fields(line)...)
		cmd.Stdout = full
		w.want(3, "the disk is full", cmd)
	}
}

// A folder in which nothing may be written, and files that may not be read: exit 3,
// the file by its name, and nothing changed.
func TestMayNot(t *testing.T) {
	w := newWorld(t)
	w.write("profiles/teams/geheim.yaml", "name: Geheim\n")
	w.write("profiles/teams/fout.yaml", "nme: Fout\n")
	w.write("profiles/stances/README.md", "x\n")
	if err := errors.Join(os.Chmod(filepath.Join(w.dir, "profiles/teams/geheim.yaml"), 0), os.Mkdir(filepath.Join(w.dir, "dicht"), 0o555)); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"check", "list teams", "show team/geheim", "export --all -o uit", "export --team geheim -o uit", "render role-description --team geheim --role adviseur -o x.md", "fmt"} {
		w.want(3, "read profiles/teams/geheim.yaml: permission denied", w.asNobody(w.command(strings.Fields(line)...)))
	}
	var told bytes.Buffer
	cmd := w.asNobody(w.command("check"))
	cmd.Stdout = &told
	w.want(3, "what to do: you may not read or write there", cmd)
	if !strings.Contains(told.String(), "profiles/teams/fout.yaml:1:1: error: ") {
		t.Errorf("one file that may not be read hides what is wrong with the others:\n%s", told.String())
	}
	w.want(0, "", w.asNobody(w.command("render", "role-description", "--role", "adviseur", "-o", "goed.md")))
	for _, line := range []string{"export --team voorbeeld-wpi-team -o dicht", "export --team voorbeeld-wpi-team -o dicht/uit", "init dicht", "init dicht/x", "render role-description --role adviseur -o dicht/x.md"} {
		w.want(3, "permission denied", w.asNobody(w.command(strings.Fields(line)...)))
	}
	for _, name := range []string{"uit", "x.md"} {
		if _, err := os.Stat(filepath.Join(w.dir, name)); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	if len(w.files("dicht")) > 0 || len(w.leftovers(".")) > 0 {
		t.Errorf("written: %v %v", w.files("dicht"), w.leftovers("."))
	}
	if err := os.Chmod(filepath.Join(w.dir, "profiles/teams"), 0); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Chmod(filepath.Join(w.dir, "profiles/teams"), 0o777) }()
	for _, line := range []string{"check", "list teams", "show team/geheim", "show voorbeeld-wpi-team", "export --all -o uit", "render role-description --team geheim --role adviseur -o x.md"} {
		w.want(3, "list profiles/teams: permission denied", w.asNobody(w.command(strings.Fields(line)...)))
	}
}

// A pipe in place of a file is told; to open it would be to wait for ever.
func TestPipeForAFile(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"profiles/teams/pijp.yaml", "profiles/stances/brugfunctie.en.yaml", "templates/nl/pijp.md.tmpl", "uit.md", "vol/index.md"} {
		full := filepath.Join(w.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), syscall.Mkfifo(full, 0o666)); err != nil {
			t.Skip(err)
		}
	}
	for _, line := range []string{"list teams", "show team/pijp", "render role-description --team pijp --role adviseur", "export --team pijp -o uit", "render pijp --role adviseur"} {
		w.want(1, "a file belongs here, and this is a pipe or a device", w.command(strings.Fields(line)...))
	}
	w.want(1, "", w.command("check"))
	w.want(0, "", w.command("fmt"))
	w.want(3, "write uit.md: this is no ordinary file", w.command("render", "role-description", "--role", "adviseur", "-o", "uit.md"))
	w.want(3, "write index.md: this is no ordinary file", w.command("export", "--team", "voorbeeld-wpi-team", "-o", "vol"))
}

// A definition that somebody keeps writing is read whole, as it was or as it is, or
// told to be changing; never half.
func TestFileChangesWhileItIsRead(t *testing.T) {
	w := newWorld(t)
	long := func(letter string) string {
		var b strings.Builder
		b.WriteString("title: " + letter + "\ntext: |\n")
		for range 4000 {
			b.WriteString("  " + strings.Repeat(letter, 90) + "\n")
		}
		return b.String() + "sources:\n  - proposal\n"
	}
	texts := []string{long("a"), long("b")[:200_000] + "\nsources:\n  - proposal\n"}
	name := filepath.Join(w.dir, "profiles/stances/wissel.yaml")
	w.write("profiles/stances/wissel.yaml", texts[0])
	stop := make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 1; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(time.Duration(rand.N(3000)) * time.Microsecond):
				next := filepath.Join(w.dir, "volgende")
				if err := errors.Join(os.WriteFile(next, []byte(texts[i%2]), 0o666), os.Rename(next, name)); err != nil {
					w.Error(err)
				}
			}
		}
	})
	for range 40 {
		var out bytes.Buffer
		cmd := w.command("show", "stance/wissel", "--json")
		cmd.Stdout = &out
		w.want(0, "", cmd)
		if strings.Contains(out.String(), "aaaa") == strings.Contains(out.String(), "bbbb") {
			t.Fatal("half of the one and half of the other")
		}
	}
	close(stop)
	wg.Wait()
}

// A hundred thousand definitions are checked, listed and shown in reasonable time.
func TestManyDefinitions(t *testing.T) {
	const many, most = 100_000, 90 * time.Second
	w := newWorld(t)
	for i := range many {
		w.write("profiles/stances/houding-"+strconv.Itoa(i)+".yaml", "title: Houding\ntext: |\n  Je luistert.\nsources:\n  - proposal\n")
	}
	w.write("profiles/teams/noord.yaml", "name: Noord\nin_place:\n  - role: hoding-77\n")
	for _, c := range []struct {
		line   string
		status int
	}{{"check --quiet", 1}, {"list stances", 0}, {"show stance/houding-99999", 0}, {"show stance/hoding-99999", 2}, {"export --team voorbeeld-wpi-team -o uit", 0}, {"fmt --check", 0}} {
		from := time.Now()
		w.want(c.status, "", w.command(strings.Fields(c.line)...))
		took := time.Since(from)
		if took > most {
			t.Errorf("%s took %v", c.line, took)
		}
		t.Logf("%s: %v", c.line, took)
	}
}

// A mistake of our own is told as one line that the maintainer can use, in status 3,
// also when it is made on another core.
func TestMistakeOfOurOwn(t *testing.T) {
	t.Chdir(t.TempDir())
	var said bytes.Buffer
	s := quietStreams()
	s.err = &said
	s.now = func() time.Time { panic("the clock\nis broken") }
	status := execute([]string{"render", "vacancy", "--opening", "voorbeeld-wpi-2027", "--ui-lang", "en", "-o", "weg.md"}, s)
	lines := strings.Split(strings.TrimSpace(said.String()), "\n")
	if status != exitBroken || len(lines) != 2 || !strings.HasPrefix(lines[0], "error: rolprofiel itself made a mistake: the clock") ||
		!strings.Contains(lines[1], "< cmd/rolprofiel/bad_days_test.go:") || !strings.Contains(lines[1], "< cmd/rolprofiel/render.go:") {
		t.Errorf("status %d\n%s", status, said.String())
	}
	if _, err := os.Stat("weg.md"); err == nil {
		t.Error("something was written")
	}
	f := crashed(&catalog.Crash{Value: "elsewhere", Stack: []byte("goroutine 1 [running]:\nruntime/debug.Stack()\n\t/go/src/debug.go:26 +0x64\nrolprofiel/pkg/catalog.InParallel.func1.1()\n\trolprofiel/pkg/catalog/parallel.go:27 +0x50\npanic({0x1, 0x2})\n\t/go/src/panic.go:783 +0x120\nrolprofiel/pkg/profile.Compose(...)\n\trolprofiel/pkg/profile/compose.go:12\nother/pkg/x.F()\n\t/home/x/go/pkg/mod/other/pkg/x/x.go:1 +0x1\n")}, nil)
	if hint := f.hint.String(); f.status != exitBroken || !strings.HasSuffix(hint, " < pkg/profile/compose.go:12") {
		t.Errorf("%q", hint)
	}
}
