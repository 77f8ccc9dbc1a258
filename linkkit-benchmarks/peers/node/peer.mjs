// A client under measurement: mqtt.js or Alibaba's SDK, as the argument says. Spoken to as PeerMain.java.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const LIMIT = 20_000;

const answers = process.stdout;
// clients may be talkative
console.log = console.error;
console.info = console.error;

const clients = {
  async mqttjs(login) {
    const { default: mqtt } = await import('mqtt');
    return () => mqtt.connect({
      protocol: login.certificate ? 'mqtts' : 'mqtt',
      host: login.host,
      port: Number(login.port),
      ca: login.certificate && readFileSync(login.certificate),
      clientId: login.clientId,
      username: login.username,
      password: login.password,
      keepalive: 300,
      reconnectPeriod: 0,
    });
  },
  async alibaba(login) {
    const { default: iot } = await import('alibabacloud-iot-device-sdk');
    // it has no other way to be told of a certificate than NODE_EXTRA_CA_CERTS, read at the start of Node.js
    if (login.certificate) {
      throw new Error('TLS is not measured');
    }
    return () => iot.device({
      productKey: login.productKey,
      deviceName: login.deviceName,
      deviceSecret: login.deviceSecret,
      brokerUrl: `mqtt://${login.host}:${login.port}`,
      keepalive: 300,
    });
  },
};

let client;
let window;
let arrived = () => {};

const millisSince = (start) => Number(process.hrtime.bigint() - start) / 1e6;

function limited(start) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Nothing comes any more')), LIMIT);
    start((value) => {
      clearTimeout(timer);
      resolve(value);
    }, (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function connect(login) {
  window = Number(login.window);
  const create = await clients[process.argv[2]](login);
  const start = process.hrtime.bigint();
  client = create();
  await limited((resolve, reject) => {
    client.on('connect', resolve);
    client.on('error', reject);
  });
  const millis = millisSince(start);
  client.on('message', () => arrived());
  return `millis=${millis.toFixed(4)}`;
}

async function publish({ topic, bytes, qos, millis }) {
  const payload = Buffer.alloc(Number(bytes));
  const options = { qos: Number(qos) };
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  let messages = 0;
  let unfinished = 0;
  await limited((resolve, reject) => {
    let pumping = false;
    const pump = () => {
      // a client may call back at once
      if (pumping) {
        return;
      }
      pumping = true;
      let open = millisSince(start) < Number(millis);
      while (open && unfinished < window) {
        messages++;
        unfinished++;
        client.publish(topic, payload, options, done);
        open = millisSince(start) < Number(millis);
      }
      pumping = false;
      if (!open && unfinished === 0) {
        resolve();
      }
    };
    const done = (error) => {
      unfinished--;
      if (error) {
        reject(error);
      } else {
        pump();
      }
    };
    pump();
  });
  if (options.qos === 0) {
    // an acknowledgement says that the server has read all that went before
    await limited((resolve, reject) => {
      client.publish(topic, Buffer.alloc(1), { qos: 1 }, (error) => (error ? reject(error) : resolve()));
    });
  }
  const seconds = millisSince(start) / 1e3;
  const used = process.cpuUsage(cpu);
  return `messages=${messages} seconds=${seconds} cpuSeconds=${(used.user + used.system) / 1e6}`;
}

async function subscribe({ topic, qos }) {
  await limited((resolve, reject) => {
    client.subscribe(topic, { qos: Number(qos) }, (error) => (error ? reject(error) : resolve()));
  });
  return '';
}

async function roundtrip({ topic, bytes, qos, count, millis }) {
  const payload = Buffer.alloc(Number(bytes));
  const times = [];
  const begin = process.hrtime.bigint();
  while (times.length < Number(count) && millisSince(begin) < Number(millis)) {
    const start = process.hrtime.bigint();
    await limited((resolve) => {
      arrived = resolve;
      client.publish(topic, payload, { qos: Number(qos) }, () => {});
    });
    times.push(millisSince(start) * 1e3);
  }
  times.sort((a, b) => a - b);
  const percentile = (share) => times[Math.ceil(share * times.length) - 1].toFixed(2);
  return `p50=${percentile(0.5)} p99=${percentile(0.99)} p999=${percentile(0.999)}`;
}

async function disconnect() {
  const start = process.hrtime.bigint();
  await limited((resolve) => {
    client.on('close', resolve);
    client.end();
  });
  return `millis=${millisSince(start).toFixed(4)}`;
}

const commands = { connect, publish, subscribe, roundtrip, disconnect };

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...rest] = line.split(' ');
  const words = Object.fromEntries(rest.map((word) => {
    const end = word.indexOf('=');
    return [word.slice(0, end), word.slice(end + 1)];
  }));
  try {
    answers.write(`ok ${await commands[verb](words)}\n`);
  } catch (error) {
    answers.write(`error ${String(error).replace(/\s+/g, ' ')}\n`);
  }
}
process.exit(0);
