package layer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 4 << 20

// TooLargeError says that a file was left unread because of its size.
type TooLargeError struct {
	Name string
	Size int64
}

// Error implements error.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s: %d bytes is more than %d", e.Name, e.Size, MaxSize)
}

// Layer is one tree of files.
type Layer struct {
	Name   string                // what users are told: "shipped", "workspace"
	Prefix string                // put before a path to name the file to the user; may be empty
	Show   func(p string) string // names the file to the user instead of Prefix; may be nil
	FS     fs.FS
}

// Display is the name under which a user knows the file at path p.
func (l Layer) Display(p string) string {
	if l.Show != nil {
		return l.Show(p)
	}
	if l.Prefix == "" {
		return p
	}
	return path.Join(l.Prefix, p)
}

// Stack is a pile of layers, the uppermost first.
type Stack []Layer

// File is one file, read whole.
type File struct {
	Path  string // inside its layer
	Name  string // as shown to the user
	Layer string
	Data  []byte
}

// Entry is one name in a folder of a Stack.
type Entry struct {
	Name  string
	Path  string
	Layer int // index of the uppermost layer that has it
	Dir   bool
}

// Read returns the uppermost file at path p. Its error matches fs.ErrNotExist
// when no layer has it, and is a *TooLargeError when it is over MaxSize, a
// *NoFileError when something of that name is no file, and matches ErrChanging when
// somebody kept writing in it.
func (s Stack) Read(p string) (*File, error) {
	for i := range s {
		f, err := s.ReadAt(i, p)
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, fmt.Errorf("read %s: %w", p, fs.ErrNotExist)
}

// ReadAt returns the file at path p of layer i alone.
func (s Stack) ReadAt(i int, p string) (*File, error) {
	name := s[i].Display(p)
	data, err := readBounded(s[i].FS, p, name)
	if err != nil {
		return nil, err
	}
	return &File{Path: p, Name: name, Layer: s[i].Name, Data: data}, nil
}

// A file that somebody is writing is read again, this many times: what was half
// old and half new must not pass for what it says.
const readTries = 5

// ErrChanging says that a file did not stand still while it was read.
var ErrChanging = errors.New("the file keeps changing while it is read")

func readBounded(fsys fs.FS, p, name string) ([]byte, error) {
	for range readTries {
		data, err := readOnce(fsys, p, name)
		if errors.Is(err, ErrChanging) {
			continue
		}
		if err != nil {
			if blamed := noFile(fsys, p, name, err); blamed != nil {
				return nil, blamed
			}
		}
		return data, err
	}
	return nil, fmt.Errorf("read %s: %w", name, ErrChanging)
}

func readOnce(fsys fs.FS, p, name string) ([]byte, error) {
	if patient(fsys) {
		if info, err := fs.Stat(fsys, p); err == nil && !info.Mode().IsRegular() {
			return nil, &NoFileError{name, notAFile(info)} // opening a pipe would wait for ever
		}
	}
	f, err := fsys.Open(p)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, cause(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, cause(err))
	}
	if !info.Mode().IsRegular() {
		return nil, &NoFileError{name, notAFile(info)}
	}
	if info.Size() > MaxSize {
		return nil, &TooLargeError{name, info.Size()}
	}
	data := make([]byte, info.Size()+1) // one more, to see that nothing was added
	n, err := io.ReadFull(f, data)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", name, cause(err))
	}
	after, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, cause(err))
	}
	if int64(n) != info.Size() || after.Size() != info.Size() || !after.ModTime().Equal(info.ModTime()) {
		return nil, ErrChanging
	}
	return data[:n:n], nil
}

// Find returns the index of the uppermost layer that has a file at p, or -1.
func (s Stack) Find(p string) int {
	for i := range s {
		if info, err := fs.Stat(s[i].FS, p); err == nil && !info.IsDir() {
			return i
		}
	}
	return -1
}

// List returns the entries of folder dir over all layers, by name. A folder that
// no layer has is empty.
func (s Stack) List(dir string) ([]Entry, error) {
	at := map[string]Entry{}
	for i := len(s) - 1; i >= 0; i-- {
		entries, err := fs.ReadDir(s[i].FS, dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			if blamed := noFile(s[i].FS, dir, s[i].Display(dir), err); blamed != nil {
				return nil, blamed
			}
			return nil, fmt.Errorf("list %s: %w", s[i].Display(dir), cause(err))
		}
		for _, e := range entries {
			at[e.Name()] = Entry{Name: e.Name(), Path: path.Join(dir, e.Name()), Layer: i, Dir: e.IsDir()}
		}
	}
	all := make([]Entry, 0, len(at))
	for _, e := range at {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}
