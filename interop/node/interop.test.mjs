// Alibaba's own Node SDK against the platform in a box. Run by run.mjs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import iot from 'alibabacloud-iot-device-sdk';

const TIMEOUT = { timeout: 30_000 };

const identity = JSON.parse(process.env.SIMULATOR_IDENTITY);
const devices = [];

after(() => devices.forEach((device) => device.end(true)));

function connect(scheme, overrides = {}) {
  const device = iot.device({
    ...identity,
    brokerUrl: `${scheme}://localhost:${process.env.SIMULATOR_PORT}`,
    ...overrides,
  });
  devices.push(device);
  return device;
}

const once = (device, event) => new Promise((resolve) => {
  device.on(event, (...values) => resolve(values));
});

/** Resolves to what the simulator told once it has told a certain thing. */
async function storyWith(pattern) {
  for (;;) {
    const story = readFileSync(process.env.SIMULATOR_STORY, 'utf8');
    if (pattern.test(story)) {
      return story;
    }
    await setTimeout(20);
  }
}

for (const scheme of ['mqtt', 'mqtts', 'ws', 'wss']) {
  test(`logs in over ${scheme}, publishes, and gets an answer`, TIMEOUT, async () => {
    const device = connect(scheme);
    await once(device, 'connect');
    const answer = await new Promise((resolve) => {
      device.postTags([{ attrKey: 'room', attrValue: 'cold' }], resolve);
    });
    assert.equal(answer.code, 200);
    device.end(true);
    await once(device, 'close');
  });
}

test('hears what it subscribed to', TIMEOUT, async () => {
  const device = connect('mqtt');
  const { productKey, deviceName } = identity;
  const topic = `/${productKey}/${deviceName}/user/get`;
  await once(device, 'connect');
  await new Promise((resolve, reject) => {
    device.subscribe(topic, (error, granted) => (error ? reject(error) : resolve(granted)));
  });
  const message = once(device, 'message');
  device.publish(topic, 'hello from Node', { qos: 1 });
  const [heardTopic, payload] = await message;
  assert.equal(heardTopic, topic);
  assert.equal(payload.toString(), 'hello from Node');
  device.end(true);
  await once(device, 'close');
});

test('is refused with a wrong secret', TIMEOUT, async () => {
  const device = connect('mqtt', { deviceSecret: 'fedcba9876543210fedcba9876543210' });
  const [errors] = await once(device, 'error');
  assert.match(errors[0].message, /Connection refused: Bad username or password/);
  assert.equal(errors[0].code, 4);
  const story = await storyWith(/LOGIN_REFUSED .*signature/);
  assert.ok(!story.includes('fedcba98'), 'the simulator keeps the secret');
});
