"""Alibaba's Python SDK under measurement. Spoken to as PeerMain.java."""
import logging
import math
import sys
import threading
import time
from pathlib import Path

from linkkit.linkkit import LinkKit

LIMIT = 20

answers = sys.stdout
# it may be talkative
sys.stdout = sys.stderr


class Peer:
    """One device."""

    def __init__(self):
        self._device = None
        self._window = 1
        self._finished = lambda: None
        self._connected = threading.Event()
        self._disconnected = threading.Event()
        self._subscribed = threading.Event()
        self._arrived = threading.Semaphore(0)

    def connect(self, login):
        certificate = login.get('certificate')
        trusted = Path(certificate).read_text(encoding='ascii') if certificate else None
        self._window = int(login['window'])
        self._connected.clear()
        start = time.perf_counter()
        self._device = LinkKit(host_name='cn-shanghai', product_key=login['productKey'],
                               device_name=login['deviceName'], device_secret=login['deviceSecret'])
        self._device.config_mqtt(endpoint=login['host'], port=int(login['port']), keep_alive=300,
                                 secure='TLS' if trusted else '', cadata=trusted,
                                 max_inflight_message=self._window, max_queued_message=2 * self._window)
        self._device.on_connect = lambda session, code, data: self._connected.set()
        self._device.on_disconnect = lambda code, data: self._disconnected.set()
        self._device.on_publish_topic = lambda mid, data: self._finished()
        self._device.on_subscribe_topic = lambda mid, granted, data: self._subscribed.set()
        self._device.on_topic_message = lambda topic, payload, qos, data: self._arrived.release()
        self._device.connect_async()
        await_(self._connected.wait(LIMIT))
        return f'millis={(time.perf_counter() - start) * 1e3:.4f}'

    def publish(self, words):
        topic, qos, limit = words['topic'], int(words['qos']), int(words['millis']) / 1e3
        payload = bytes(int(words['bytes']))
        free = threading.Semaphore(self._window)
        self._finished = free.release
        messages = 0
        cpu = time.process_time()
        start = time.perf_counter()
        while time.perf_counter() - start < limit:
            await_(free.acquire(timeout=LIMIT))
            self._publish(topic, payload, qos)
            messages += 1
        for _ in range(self._window):
            await_(free.acquire(timeout=LIMIT))
        if qos == 0:
            # an acknowledgement says that the server has read all that went before
            fence = threading.Event()
            self._finished = fence.set
            self._publish(topic, bytes(1), 1)
            await_(fence.wait(LIMIT))
        return (f'messages={messages} seconds={time.perf_counter() - start:.6f} '
                f'cpuSeconds={time.process_time() - cpu:.6f}')

    def _publish(self, topic, payload, qos):
        code, _ = self._device.publish_topic(topic, payload, qos)
        if code != 0:
            raise RuntimeError(f'publish_topic: {code}')

    def subscribe(self, words):
        self._subscribed.clear()
        self._device.subscribe_topic(words['topic'], int(words['qos']))
        await_(self._subscribed.wait(LIMIT))
        return ''

    def roundtrip(self, words):
        payload = bytes(int(words['bytes']))
        self._finished = lambda: None
        times = []
        end = time.perf_counter() + int(words['millis']) / 1e3
        while len(times) < int(words['count']) and time.perf_counter() < end:
            start = time.perf_counter()
            self._publish(words['topic'], payload, int(words['qos']))
            await_(self._arrived.acquire(timeout=LIMIT))
            times.append((time.perf_counter() - start) * 1e6)
        times.sort()
        p50, p99, p999 = (times[math.ceil(share * len(times)) - 1] for share in (0.5, 0.99, 0.999))
        return f'p50={p50:.2f} p99={p99:.2f} p999={p999:.2f}'

    def disconnect(self, _):
        self._disconnected.clear()
        start = time.perf_counter()
        self._device.disconnect()
        await_(self._disconnected.wait(LIMIT))
        self._device.destruct()
        return f'millis={(time.perf_counter() - start) * 1e3:.4f}'


def await_(came):
    if not came:
        raise TimeoutError('Nothing comes any more')


def main():
    logging.disable(logging.CRITICAL)
    peer = Peer()
    commands = {verb: getattr(peer, verb) for verb in ('connect', 'publish', 'subscribe', 'roundtrip', 'disconnect')}
    for line in sys.stdin:
        verb, *words = line.split()
        try:
            answer = 'ok ' + commands[verb](dict(word.split('=', 1) for word in words))
        except Exception as error:  # whatever it is, the process that started this one must hear of it
            answer = 'error ' + ' '.join(f'{type(error).__name__} {error}'.split())
        print(answer, file=answers, flush=True)


main()
