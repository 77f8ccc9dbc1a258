# Alibaba's own Python Link SDK against the platform in a box. Run by ../run.sh.
import json
import queue
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from linkkit.linkkit import LinkKit

from proxy import LoopbackProxy
from simulator import DEVICE_NAME, DEVICE_SECRET, PRODUCT_KEY, PRODUCT_SECRET, TIMEOUT, Simulator

REGION = 'cn-shanghai'
USER_DATA = 'what the application gave'
WRONG_SECRET = 'fedcba9876543210fedcba9876543210'

CALLBACKS = ('on_connect', 'on_disconnect', 'on_publish_topic', 'on_subscribe_topic', 'on_topic_message',
             'on_device_dynamic_register', 'on_device_dynamic_register_nwl_reply')


class Device:
    """An object of the SDK, and what it called back."""

    def __init__(self, simulator, device_name=DEVICE_NAME, device_secret='', **credentials):
        self.linkkit = LinkKit(host_name=REGION, product_key=PRODUCT_KEY, device_name=device_name,
                               device_secret=device_secret, user_data=USER_DATA, **credentials)
        self.linkkit.config_mqtt(endpoint='localhost', port=simulator.port, cadata=simulator.ca,
                                 auto_reconnect_max_sec=1)
        self._called = queue.Queue()
        self.passed_over = []
        for name in CALLBACKS:
            setattr(self.linkkit, name, self._recorder(name))

    def _recorder(self, name):
        return lambda *values: self._called.put((name, values))

    def connect(self):
        self.linkkit.connect_async()
        return self

    def end(self):
        # Called while the SDK is connecting, destruct() may overlook that and never return.
        ending = threading.Thread(target=self.linkkit.destruct, daemon=True)
        ending.start()
        ending.join(5)

    def await_called(self, name):
        """Wait for a callback and return its arguments."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            try:
                called = self._called.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f'{name} was not called, but {self.passed_over}') from None
            if called[0] == name:
                return called[1]
            self.passed_over.append(called)

    def all_called(self):
        return self.passed_over + list(self._called.queue)


class SimulatorTestCase(unittest.TestCase):
    """Each test has a simulator for itself, as logging in changes what the device may do."""

    simulator_options = ()

    def setUp(self):
        self.simulator = Simulator(*self.simulator_options)
        self.addCleanup(self.simulator.close)

    def device(self, **parameters):
        device = Device(self.simulator, **parameters)
        self.addCleanup(device.end)
        return device

    def assert_no_secret_told(self, *secrets):
        story = self.simulator.story()
        for secret in secrets:
            self.assertNotIn(secret, story)


class DeviceSecretTest(SimulatorTestCase):

    def test_logs_in_publishes_and_hears(self):
        device = self.device(device_secret=DEVICE_SECRET).connect()
        self.assertEqual(device.await_called('on_connect'), (0, 0, USER_DATA))
        topic = device.linkkit.to_full_topic('user/get')
        code, mid = device.linkkit.subscribe_topic(topic)
        self.assertEqual(code, 0)
        self.assertEqual(device.await_called('on_subscribe_topic'), (mid, (1,), USER_DATA))

        code, _ = device.linkkit.publish_topic(topic, 'hello from Python')

        self.assertEqual(code, 0)
        self.assertEqual(device.await_called('on_topic_message'), (topic, b'hello from Python', 1, USER_DATA))

    def test_does_not_tell_that_its_secret_is_refused(self):
        device = self.device(device_secret=WRONG_SECRET).connect()
        self.simulator.await_told(r'LOGIN_REFUSED .*\[signature\] CONNACK 4', times=2)
        self.assertEqual(device.all_called(), [])
        self.assertEqual(device.linkkit.check_state(), LinkKit.LinkKitState.CONNECTING)
        self.assert_no_secret_told(WRONG_SECRET, DEVICE_SECRET)


class RegisteredBeforehandTest(SimulatorTestCase):

    def register(self, product_secret=PRODUCT_SECRET):
        device = self.device(product_secret=product_secret, auth_type='register').connect()
        return device.await_called('on_device_dynamic_register')

    def log_in(self, secret):
        device = self.device(device_secret=secret).connect()
        self.assertEqual(device.await_called('on_connect'), (0, 0, USER_DATA))

    def test_registers_over_mqtt_and_logs_in_with_the_secret(self):
        code, secret, user_data = self.register()
        self.assertEqual((code, user_data), (0, None))
        self.assertNotIn(secret, (DEVICE_SECRET, PRODUCT_SECRET))
        self.simulator.await_told(r'REGISTERED ' + DEVICE_NAME)
        self.assertEqual(self.simulator.told('LOGIN_ACCEPTED'), 0)

        self.log_in(secret)

        self.simulator.await_told(r'LOGIN_ACCEPTED ' + DEVICE_NAME)
        self.assert_no_secret_told(secret, PRODUCT_SECRET)

    def test_gets_a_new_secret_as_often_as_it_registers_before_it_logs_in(self):
        first = self.register()
        second = self.register()
        self.assertEqual((first[0], second[0]), (0, 0))
        self.assertNotEqual(first[1], second[1])
        self.log_in(second[1])

    def test_is_told_of_a_wrong_product_secret(self):
        failed = LinkKit.ErrorCode.DYNREG_AUTH_FAILED.value
        self.assertEqual(self.register(WRONG_SECRET), (failed, None, None))
        self.simulator.await_told(r'REGISTRATION_REFUSED .*CONNACK 4')
        self.assert_no_secret_told(WRONG_SECRET, PRODUCT_SECRET)

    def test_is_refused_once_it_has_logged_in(self):
        _, secret, _ = self.register()
        self.log_in(secret)
        failed = LinkKit.ErrorCode.DYNREG_AUTH_FAILED.value
        self.assertEqual(self.register(), (failed, None, None))
        self.simulator.await_told(r'REGISTRATION_REFUSED .*CONNACK 4')


class NotRegisteredBeforehandTest(SimulatorTestCase):

    newcomer = 'python_newcomer'

    def register(self, product_secret=PRODUCT_SECRET):
        device = self.device(device_name=self.newcomer, product_secret=product_secret, auth_type='regnwl').connect()
        return device.await_called('on_device_dynamic_register_nwl_reply')

    def log_in(self, client_id, username, password):
        device = self.device(device_name=self.newcomer, client_id=client_id, username=username,
                             password=password).connect()
        self.assertEqual(device.await_called('on_connect'), (0, 0, USER_DATA))
        return device

    def test_registers_over_mqtt_and_logs_in_with_the_token(self):
        code, client_id, username, password = self.register()
        self.assertEqual(code, 0)
        self.assertRegex(client_id, r'^[^|]+\|authType=connwl,securemode=-2,.*\|$')
        self.assertEqual(username, f'{self.newcomer}&{PRODUCT_KEY}')

        self.log_in(client_id, username, password)

        self.simulator.await_told(r'LOGIN_ACCEPTED ' + self.newcomer)
        self.assert_no_secret_told(password, PRODUCT_SECRET)

    def test_starts_a_second_time_with_what_was_stored_and_does_not_register(self):
        directory = tempfile.mkdtemp(prefix='linkkit-interop-')
        self.addCleanup(shutil.rmtree, directory)
        store = Path(directory, 'login.json')
        store.write_text(json.dumps(self.register()[1:]), encoding='utf-8')
        first = self.log_in(*json.loads(store.read_text(encoding='utf-8')))
        first.end()
        first.await_called('on_disconnect')

        self.log_in(*json.loads(store.read_text(encoding='utf-8')))

        self.simulator.await_told(r'LOGIN_ACCEPTED ' + self.newcomer, times=2)
        self.assertEqual(self.simulator.told(r'REGISTERED ' + self.newcomer), 1)

    def test_is_told_of_a_wrong_product_secret(self):
        failed = LinkKit.ErrorCode.DYNREG_AUTH_NWL_FAILED.value
        self.assertEqual(self.register(WRONG_SECRET), (failed, None, None, None))
        self.simulator.await_told(r'REGISTRATION_REFUSED .*CONNACK 4')
        self.assert_no_secret_told(WRONG_SECRET, PRODUCT_SECRET)


class HttpsTest(SimulatorTestCase):
    """
    The SDK registers over HTTPS with iot-auth.{region}.aliyuncs.com and no other host. Python's HTTP client, however,
    heeds https_proxy, and config_mqtt(cadata=…) holds for HTTPS, too: a proxy leads the request to a simulator whose
    certificate bears that name.
    """

    host = f'iot-auth.{REGION}.aliyuncs.com'

    @classmethod
    def setUpClass(cls):
        if not shutil.which('openssl'):
            raise unittest.SkipTest('registering over HTTPS needs openssl for a certificate')
        directory = tempfile.mkdtemp(prefix='linkkit-interop-')
        cls.addClassCleanup(shutil.rmtree, directory)
        certificate, key = (str(Path(directory, name)) for name in ('certificate.pem', 'key.pem'))
        subprocess.run(
            ['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
             '-subj', '/CN=LinkKit interop', '-addext', f'subjectAltName=DNS:localhost,DNS:{cls.host}',
             '-addext', 'keyUsage=critical,digitalSignature,keyCertSign', '-keyout', key, '-out', certificate],
            check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        cls.simulator_options = ('--certificate', certificate, '--key', key)

    def setUp(self):
        super().setUp()
        self.proxy = LoopbackProxy(self.simulator.port)
        self.addCleanup(self.proxy.close)

    def register(self, product_secret=PRODUCT_SECRET):
        device = self.device(product_secret=product_secret)
        with self.proxy.in_environment(self.host):
            device.connect()
            answer = device.await_called('on_device_dynamic_register')
        self.assertRegex(self.proxy.asked[-1], f'^CONNECT {self.host}:443 ')
        return device, answer

    def test_registers_over_https_and_goes_on_to_log_in(self):
        device, (code, secret, user_data) = self.register()
        self.assertEqual((code, user_data), (0, USER_DATA))
        self.assertNotIn(secret, (DEVICE_SECRET, PRODUCT_SECRET))
        self.assertEqual(device.await_called('on_connect'), (0, 0, USER_DATA))
        self.simulator.await_told(r'LOGIN_ACCEPTED ' + DEVICE_NAME)
        self.assert_no_secret_told(secret, PRODUCT_SECRET)

    def test_is_told_of_a_wrong_product_secret(self):
        _, (code, message, user_data) = self.register(WRONG_SECRET)
        self.assertEqual((code, user_data), (1, USER_DATA))
        self.assertTrue(message)
        self.simulator.await_told(r'REGISTRATION_REFUSED .*6600')
        self.assert_no_secret_told(WRONG_SECRET, PRODUCT_SECRET)

    def test_is_refused_once_it_has_logged_in(self):
        device, _ = self.register()
        device.await_called('on_connect')
        _, (code, message, _) = self.register()
        self.assertEqual(code, 1)
        self.assertTrue(message)
        self.simulator.await_told(r'REGISTRATION_REFUSED .*6289')


if __name__ == '__main__':
    unittest.main()
