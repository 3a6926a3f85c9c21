/** SageMaker calls a container's server here. */
export const SERVER_PORT = 8080;

/**
 * The container's address for calls from outside. As on AWS, a server that listens on 127.0.0.1 alone is not reached.
 * Reserved for examples (RFC 5737), so no program means another machine by it.
 */
export const OUTER_ADDRESS = '192.0.2.1';

/**
 * Python, because Node cannot raise a network's loopback interface. Runs in the container's network but sees this machine's files, so it
 * has to stay outside the container's other namespaces. Raises the loopback interface, starts the program that its
 * arguments name, and ends as that program ends. Meanwhile it copies bytes between Unix sockets, which no network contains,
 * and ports of the container's network:
 *
 * - from the socket `server` to the server's port, if `server` is not empty;
 * - from each of the ports that the container is to reach on this machine to the socket named after `=`.
 *
 * A connection has two threads, since a blocked one must not hold up another.
 */
export const RELAY = `
import fcntl, os, signal, socket, struct, sys, _thread
folder, server, reached, *command = sys.argv[1:]
pairs = [pair.split("=") for pair in reached.split()]

def raise_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        def configure(request, interface, form, *values):
            fcntl.ioctl(control, request, struct.pack("16s" + form, interface, *values).ljust(40, b"\\0"))
        def address(request, interface, value):
            configure(request, interface, "HH4s", socket.AF_INET, 0, socket.inet_aton(value))
        configure(0x8914, b"lo", "H", 0x41)
        address(0x8916, b"lo:1", "${OUTER_ADDRESS}")
        address(0x891C, b"lo:1", "255.255.255.255")

def copy(source, target):
    try:
        while chunk := source.recv(1 << 16):
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

def join(near, family, place):
    with near, socket.socket(family) as far:
        try:
            far.connect(place)
            if family == socket.AF_INET:
                far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            return
        back = _thread.allocate_lock()
        back.acquire()
        def answer():
            copy(far, near)
            back.release()
        _thread.start_new_thread(answer, ())
        copy(near, far)
        back.acquire()

def relay(listener, family, place):
    while True:
        try:
            near, _ = listener.accept()
            _thread.start_new_thread(join, (near, family, place))
        except (OSError, RuntimeError):
            pass

try:
    raise_loopback()
    inner = [(socket.create_server(("127.0.0.1", int(port))), name) for port, name in pairs]
except OSError as error:
    with open("setup.log", "w") as log:
        log.write("its network: " + str(error))
    sys.exit(125)
child = os.fork()
if child == 0:
    # Python ignores it, and a program would inherit that.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execvp(command[0], command)
# The container's own processes get it, too, and decide.
signal.signal(signal.SIGTERM, signal.SIG_IGN)
# Paths of sockets may have 107 characters, names in this folder are shorter.
os.chdir(folder)
for listener, name in inner:
    _thread.start_new_thread(relay, (listener, socket.AF_UNIX, name))
if server:
    outer = socket.socket(socket.AF_UNIX)
    os.umask(0o177)
    outer.bind(server)
    outer.listen(128)
    _thread.start_new_thread(relay, (outer, socket.AF_INET, ("${OUTER_ADDRESS}", ${String(SERVER_PORT)})))
_, status = os.waitpid(child, 0)
code = os.waitstatus_to_exitcode(status)
os._exit(code if code >= 0 else 128 - code)
`;
