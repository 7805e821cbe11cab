package layer

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"syscall"
)

// errNoFile is what writing over something else than a file ends in.
var errNoFile = errors.New("this is no ordinary file")

// Odd is what stands where a file was looked for.
type Odd int

// What can stand there.
const (
	OddFolder  Odd = iota + 1 // a folder
	OddDevice                 // a pipe, a socket, a device
	OddNowhere                // a link to nothing
	OddCircle                 // a link that leads back to itself
	OddOutside                // a link out of the layer, or through what cannot be passed
)

// NoFileError says that something of that name is there, but no file that can be
// read. Whoever put it there can mend it.
type NoFileError struct {
	Name string
	Is   Odd
}

// Error implements error.
func (e *NoFileError) Error() string {
	return fmt.Sprintf("read %s: %v", e.Name, errNoFile)
}

func notAFile(info fs.FileInfo) Odd {
	if info.IsDir() {
		return OddFolder
	}
	return OddDevice
}

// noFile looks whether a link is to blame for err; nil when it is not. It asks for
// no more than is needed: most files that are missing in a layer are simply
// missing.
func noFile(fsys fs.FS, p, name string, err error) error {
	var said *NoFileError
	if errors.As(err, &said) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	for {
		info, lstatErr := fs.Lstat(fsys, p)
		switch {
		case lstatErr == nil && info.Mode()&fs.ModeSymlink == 0:
			return nil
		case lstatErr != nil && p == "." || lstatErr != nil && errors.Is(err, fs.ErrNotExist):
			return nil
		case lstatErr != nil:
			p = path.Dir(p)
			continue
		case errors.Is(err, fs.ErrNotExist):
			return &NoFileError{name, OddNowhere}
		case errors.Is(err, syscall.ELOOP):
			return &NoFileError{name, OddCircle}
		}
		return &NoFileError{name, OddOutside}
	}
}
