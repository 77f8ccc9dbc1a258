// Registering with Alibaba's own Node SDK, over HTTPS. Run by run.mjs; the tests build on each other.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import iot from 'alibabacloud-iot-device-sdk';

const TIMEOUT = { timeout: 30_000 };

const { productKey, productSecret, deviceName, deviceSecret } = JSON.parse(process.env.SIMULATOR_IDENTITY);
const port = process.env.SIMULATOR_PORT;

let registeredSecret;

function register(overrides = {}) {
  return new Promise((resolve) => {
    iot.register({
      productKey,
      productSecret,
      deviceName,
      registerURL: `https://localhost:${port}/auth/register/device`,
      ...overrides,
    }, resolve);
  });
}

/** Resolves to undefined once logged in, or to the error. */
async function logIn(secret) {
  const device = iot.device({ productKey, deviceName, deviceSecret: secret, brokerUrl: `mqtts://localhost:${port}` });
  try {
    return await new Promise((resolve) => {
      device.on('connect', () => resolve(undefined));
      device.on('error', ([error]) => resolve(error));
    });
  } finally {
    device.end(true);
  }
}

test('is refused with a wrong product secret', TIMEOUT, async () => {
  const answer = await register({ productSecret: 'wrongPsPsPsPs123' });
  assert.equal(answer.code, 6600);
  assert.equal(answer.data, null);
});

test('is refused with any sign method but its default, as it signs with SHA-1 all the same', TIMEOUT, async () => {
  const answer = await register({ signMethod: 'hmacsha256' });
  assert.equal(answer.code, 6600);
});

test('is refused as a device that the product does not have', TIMEOUT, async () => {
  const answer = await register({ deviceName: 'nobody_knows_me' });
  assert.equal(answer.code, 6100);
});

test('registers and gets a secret', TIMEOUT, async () => {
  const answer = await register();
  assert.equal(answer.code, 200);
  assert.equal(answer.data.productKey, productKey);
  assert.equal(answer.data.deviceName, deviceName);
  registeredSecret = answer.data.deviceSecret;
  assert.ok(registeredSecret);
});

test('gets another secret when it registers again before it has logged in', TIMEOUT, async () => {
  const answer = await register();
  assert.equal(answer.code, 200);
  assert.notEqual(answer.data.deviceSecret, registeredSecret);
  registeredSecret = answer.data.deviceSecret;
});

test('logs in with that secret, and with the one of before no more', TIMEOUT, async () => {
  assert.equal((await logIn(deviceSecret)).code, 4);
  assert.equal(await logIn(registeredSecret), undefined);
});

test('is refused once it has logged in', TIMEOUT, async () => {
  const answer = await register();
  assert.equal(answer.code, 6289);
});

test('leaves no secret in what the simulator told', () => {
  const story = readFileSync(process.env.SIMULATOR_STORY, 'utf8').split('What happens:')[1];
  assert.match(story, /REGISTERED/);
  assert.ok(!story.includes(registeredSecret));
  assert.ok(!story.includes(productSecret));
});
