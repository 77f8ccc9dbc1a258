"""linkkit-simulator as a process of its own."""
import os
import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

PRODUCT_KEY = 'a1B2c3D4e5F'
PRODUCT_SECRET = 'PsPsPsPs12345678'
DEVICE_NAME = 'python_sensor'
DEVICE_SECRET = '0123456789abcdef0123456789ABCDEF'

TIMEOUT = 20


class Simulator:
    """One device, on a free port of the loopback address, until close()."""

    def __init__(self, *options):
        self._lines = []
        self._told = threading.Condition()
        self._ended = False
        self._directory = tempfile.mkdtemp(prefix='linkkit-interop-')
        ca_file = Path(self._directory, 'ca.pem')
        # It lives for seconds, so that the JVM's better compiler would only be in the way.
        self._process = subprocess.Popen(
            ['java', '-XX:TieredStopAtLevel=1', '-jar', os.environ['SIMULATOR_JAR'], '--port', '0',
             '--product-key', PRODUCT_KEY, '--product-secret', PRODUCT_SECRET, '--device-name', DEVICE_NAME,
             '--device-secret', DEVICE_SECRET, '--ca-file', str(ca_file), *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding='utf-8')
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.port = int(self.await_told(r'listening on \S+ port (\d+)').group(1))
            self.ca = ca_file.read_text(encoding='ascii')
        except BaseException:
            self.close()
            raise

    def _read(self):
        for line in self._process.stdout:
            with self._told:
                self._lines.append(line)
                self._told.notify_all()
        with self._told:
            self._ended = True
            self._told.notify_all()

    def await_told(self, pattern, times=1):
        """Wait until so many lines match; return the last match."""
        with self._told:
            self._told.wait_for(lambda: self._ended or self.told(pattern) >= times, TIMEOUT)
            found = self._matches(pattern)
            if len(found) < times:
                raise AssertionError(f'The simulator told {pattern!r} {len(found)} times, not {times}, but:\n'
                                     + self.story())
            return found[times - 1]

    def told(self, pattern):
        """How many lines match so far."""
        return len(self._matches(pattern))

    def _matches(self, pattern):
        return [found for found in (re.search(pattern, line) for line in self._lines) if found]

    def story(self):
        """All that was told about events, without the guide that is printed first."""
        return ''.join(line for line in self._lines if re.match(r'\d{4}-\d\d-\d\dT', line))

    def close(self):
        self._process.terminate()
        self._process.wait(TIMEOUT)
        self._reader.join(TIMEOUT)
        self._process.stdout.close()
        shutil.rmtree(self._directory)
