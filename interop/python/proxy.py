"""An HTTP proxy on the loopback address that leads every CONNECT to one port of this machine."""
import contextlib
import os
import socket
import socketserver
import threading
import urllib.request
from unittest import mock


class LoopbackProxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, port):
        super().__init__(('127.0.0.1', 0), _Tunnel)
        self.destination = ('127.0.0.1', port)
        self.asked = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @contextlib.contextmanager
    def in_environment(self, host):
        """Have programs that heed https_proxy come here for a host, and nowhere else."""
        url = 'http://127.0.0.1:%d' % self.server_address[1]
        with mock.patch.dict(os.environ, {'https_proxy': url}):
            for name in ('HTTPS_PROXY', 'no_proxy', 'NO_PROXY', 'REQUEST_METHOD'):
                os.environ.pop(name, None)
            if urllib.request.getproxies().get('https') != url or urllib.request.proxy_bypass(host):
                raise AssertionError('Python would not use the proxy but leave this machine')
            yield

    def close(self):
        self.shutdown()
        self.server_close()


class _Tunnel(socketserver.StreamRequestHandler):
    rbufsize = 0

    def handle(self):
        self.server.asked.append(self.rfile.readline().decode('ascii').strip())
        while self.rfile.readline().strip():
            pass
        with socket.create_connection(self.server.destination) as platform:
            self.wfile.write(b'HTTP/1.1 200 Connection established\r\n\r\n')
            back = threading.Thread(target=_pump, args=(platform, self.connection), daemon=True)
            back.start()
            _pump(self.connection, platform)
            back.join()


def _pump(source, sink):
    with contextlib.suppress(OSError):
        while True:
            data = source.recv(4096)
            if not data:
                break
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
