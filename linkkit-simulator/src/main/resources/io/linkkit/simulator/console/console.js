'use strict';

/* Everything that comes from the simulator is shown by textContent: a payload may say what it likes. */

const TEXTS = {
  en: {
    title: 'LinkKit console', subtitle: 'the platform in a box', device: 'Device', bridge: 'Connection',
    ownView: 'The device says', platformView: 'The platform says', up: 'up', down: 'down',
    actions: 'Make it go wrong', onDevice: 'This device', onPlatform: 'Everything', mend: 'Mend',
    kick: 'Kick', kickHint: 'as if another client had logged in with this identity',
    cut: 'Cut', cutHint: 'TCP RST, without a word of MQTT or TLS',
    disable: 'Disable', disableHint: 'as in the console: cut off, and CONNACK 5 from now on',
    enable: 'Enable', enableHint: 'let the device in again',
    blackHole: 'Black hole', blackHoleHint: 'sockets stay open, but nothing is read, written or closed',
    refuse: 'Refuse logins', refuseHint: 'cut every connection and answer each CONNECT with this code',
    closePorts: 'Close ports', closePortsHint: 'cut every connection; connecting is refused by TCP',
    withholdPuback: 'No PUBACK', withholdPubackHint: 'take QoS 1 messages but never acknowledge them',
    heal: 'Heal everything', healHint: 'end every fault and enable every device',
    reconnect: 'Reconnect now', reconnectHint: 'do not wait for the next attempt',
    timeline: 'Timeline', messages: 'Messages', message: 'Message', property: 'Property set', send: 'Send',
    live: 'live', lost: 'not connected', online: 'ONLINE', offline: 'OFFLINE', disabled: 'DISABLED',
    elsewhere: 'lives in another process', since: (time) => `since ${time}`,
    next: (seconds) => seconds > 0 ? `next attempt in ${seconds} s` : 'next attempt now',
    queued: (n) => n === 1 ? '1 message queued' : `${n} messages queued`,
    subscriptions: (n) => n === 1 ? '1 subscription' : `${n} subscriptions`, bytes: (n) => `${n} B`,
    missed: (n) => `${n} entries were too fast for this page`,
    sourceDevice: 'device', sourcePlatform: 'platform', noDevice: 'no device',
    states: {}, events: {
      DeviceConnecting: 'Connecting', DeviceConnected: 'Connected', DeviceConnectionFailed: 'Attempt failed',
      DeviceDisconnected: 'Disconnected', DeviceKicked: 'Kicked out', DeviceRegistered: 'Registered',
      DeviceRegistrationFailed: 'Registration failed', SubscriptionRejected: 'Subscription rejected',
      LISTENING: 'Listening', NOT_LISTENING: 'Port closed', DEVICE_CHANGED: 'Device changed',
      LOGIN_ACCEPTED: 'Login accepted', LOGIN_REFUSED: 'Login refused', REGISTERED: 'Registered',
      REGISTRATION_REFUSED: 'Registration refused', KICKED: 'Kicked', DISCONNECTED: 'Offline',
      PUBLISH_REFUSED: 'Message refused', SUBSCRIBED: 'Subscribed', SUBSCRIPTION_REFUSED: 'Subscription refused',
      UNSUBSCRIBED: 'Unsubscribed', DEVICE_INFO: 'Device information', PROTOCOL_ERROR: 'Protocol error',
      STATE_FILE: 'State file', FAULT: 'Fault',
    },
    faults: {
      'black-hole': 'black hole', 'not-listening': 'ports closed', 'connack-withheld': 'no CONNACK',
      'puback-withheld': 'no PUBACK', 'subscription-refused': 'subscriptions refused',
      registration: 'registration disturbed', 'alink-replies': 'Alink replies disturbed', 'clock-shifted': 'clock shifted',
    },
  },
  zh: {
    title: 'LinkKit 控制台', subtitle: '装在盒子里的平台', device: '设备', bridge: '连接',
    ownView: '设备视角', platformView: '平台视角', up: '上行', down: '下行',
    actions: '制造故障', onDevice: '本设备', onPlatform: '整个平台', mend: '恢复',
    kick: '踢下线', kickHint: '如同另一个客户端以同一身份登录',
    cut: '断开', cutHint: 'TCP RST，不发送任何 MQTT 或 TLS 报文',
    disable: '禁用', disableHint: '同控制台的“禁用”：断开连接，此后返回 CONNACK 5',
    enable: '启用', enableHint: '允许设备重新登录',
    blackHole: '黑洞', blackHoleHint: '连接保持打开，但不读、不写、不关闭',
    refuse: '拒绝登录', refuseHint: '断开所有连接，并以此返回码应答每个 CONNECT',
    closePorts: '关闭端口', closePortsHint: '断开所有连接；TCP 连接被拒绝',
    withholdPuback: '不回 PUBACK', withholdPubackHint: '接收 QoS 1 消息但从不确认',
    heal: '全部恢复', healHint: '结束所有故障，启用所有设备',
    reconnect: '立即重连', reconnectHint: '不等待下一次尝试',
    timeline: '时间线', messages: '消息', message: '消息', property: '设置属性', send: '发送',
    live: '实时', lost: '未连接', online: '在线', offline: '离线', disabled: '已禁用',
    elsewhere: '位于其他进程', since: (time) => `自 ${time}`,
    next: (seconds) => seconds > 0 ? `${seconds} 秒后重试` : '正在重试',
    queued: (n) => `${n} 条消息排队`, subscriptions: (n) => `${n} 个订阅`, bytes: (n) => `${n} 字节`,
    missed: (n) => `${n} 条记录过快，未能显示`,
    sourceDevice: '设备', sourcePlatform: '平台', noDevice: '没有设备',
    states: {
      INITIALIZED: '未启动', REGISTERING: '注册中', UNREGISTERED: '未注册', CONNECTING: '连接中', CONNECTED: '已连接',
      WAITING: '等待重连', SUSPENDED: '暂停重连', STOPPED: '已停止',
    },
    events: {
      DeviceConnecting: '正在连接', DeviceConnected: '已上线', DeviceConnectionFailed: '连接失败',
      DeviceDisconnected: '连接断开', DeviceKicked: '被踢下线', DeviceRegistered: '注册成功',
      DeviceRegistrationFailed: '注册失败', SubscriptionRejected: '订阅被拒',
      LISTENING: '开始监听', NOT_LISTENING: '端口关闭', DEVICE_CHANGED: '设备变更',
      LOGIN_ACCEPTED: '登录成功', LOGIN_REFUSED: '拒绝登录', REGISTERED: '已注册',
      REGISTRATION_REFUSED: '拒绝注册', KICKED: '踢下线', DISCONNECTED: '离线',
      PUBLISH_REFUSED: '拒收消息', SUBSCRIBED: '订阅', SUBSCRIPTION_REFUSED: '拒绝订阅',
      UNSUBSCRIBED: '取消订阅', DEVICE_INFO: '设备信息', PROTOCOL_ERROR: '协议错误',
      STATE_FILE: '状态文件', FAULT: '故障',
    },
    faults: {
      'black-hole': '黑洞', 'not-listening': '端口已关闭', 'connack-withheld': '不回 CONNACK',
      'puback-withheld': '不回 PUBACK', 'subscription-refused': '拒绝订阅',
      registration: '注册异常', 'alink-replies': 'Alink 应答异常', 'clock-shifted': '时钟偏移',
    },
  },
};

const TONES = {
  good: ['DeviceConnected', 'DeviceRegistered', 'LOGIN_ACCEPTED', 'REGISTERED'],
  warn: ['DeviceConnecting', 'FAULT', 'NOT_LISTENING', 'DEVICE_CHANGED'],
  bad: ['DeviceConnectionFailed', 'DeviceDisconnected', 'DeviceKicked', 'DeviceRegistrationFailed', 'SubscriptionRejected',
    'LOGIN_REFUSED', 'REGISTRATION_REFUSED', 'KICKED', 'DISCONNECTED', 'PUBLISH_REFUSED', 'SUBSCRIPTION_REFUSED',
    'PROTOCOL_ERROR'],
};
const STATE_TONES = {
  CONNECTED: 'good', CONNECTING: 'warn', WAITING: 'warn', REGISTERING: 'warn', SUSPENDED: 'bad', UNREGISTERED: 'bad',
};
const MAX_ENTRIES = 300;
const MAX_PACKETS = 12;
const SECONDS_SHOWN = 60;

const byId = (id) => document.getElementById(id);
let language = recall('language') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
let connected = false;
let live = false;
let state = { devices: [], faults: [], count: 0 };
let timeline = [];
let messages = [];
let counts = { UP: 0, DOWN: 0 };

function text(key, ...values) {
  const found = TEXTS[language][key];
  return typeof found === 'function' ? found(...values) : found;
}

// a browser may keep nothing for this page
function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* then not */ }
}

function element(name, className, content) {
  const created = document.createElement(name);
  if (className) created.className = className;
  if (content !== undefined) created.textContent = content;
  return created;
}

function setTone(target, tone) {
  if (tone) target.dataset.tone = tone;
  else delete target.dataset.tone;
}

function clock(time) {
  const date = new Date(time);
  const pad = (n, width) => String(n).padStart(width, '0');
  return `${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}:${pad(date.getSeconds(), 2)}.${pad(date.getMilliseconds(), 3)}`;
}

function device() {
  return state.devices.find((candidate) => candidate.id === byId('device').value) ?? state.devices[0];
}

/* ---- what is shown ---- */

function showTexts() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = text('title');
  document.querySelectorAll('[data-text]').forEach((target) => { target.textContent = text(target.dataset.text); });
  document.querySelectorAll('[data-hint]').forEach((target) => { target.title = text(target.dataset.hint); });
  byId('language').title = language === 'zh' ? 'English' : '中文';
  byId('language').setAttribute('aria-label', byId('language').title);
  byId('told').textContent = '';
  showLive();
  showState();
  byId('timeline').replaceChildren(...timeline.map(timelineItem));
  byId('messages').replaceChildren(...messages.map(messageItem));
}

function showLive() {
  byId('live').textContent = text(connected ? 'live' : 'lost');
  setTone(byId('live'), connected ? 'good' : 'bad');
}

function showDevices() {
  const select = byId('device');
  const ids = state.devices.map((each) => each.id);
  const shown = [...select.options].map((option) => option.value);
  if (ids.join() !== shown.join()) {
    const chosen = select.value;
    select.replaceChildren(...ids.map((id) => new Option(id)));
    if (ids.includes(chosen)) select.value = chosen;
  }
  byId('chooser').hidden = ids.length < 2;
}

function showState() {
  showDevices();
  showFaults();
  const current = device();
  byId('device-name').textContent = current?.deviceName ?? text('noDevice');
  byId('product-key').textContent = current?.productKey ?? '';
  if (current) {
    showPlatform(current);
    showOwn(current.own);
    showTopics(current.subscriptions);
  }
}

function showFaults() {
  byId('faults').replaceChildren(...state.faults.map((fault) => {
    const chip = element('span', 'badge', TEXTS[language].faults[fault] ?? fault.replace('connack-', 'CONNACK '));
    chip.dataset.fault = fault;
    setTone(chip, 'bad');
    return chip;
  }));
}

function showPlatform(current) {
  const badge = byId('platform-state');
  const word = !current.enabled ? 'disabled' : current.onlineSince ? 'online' : 'offline';
  badge.textContent = text(word);
  badge.dataset.state = word;
  setTone(badge, word === 'online' ? 'good' : 'bad');
  byId('platform-since').textContent = current.onlineSince ? text('since', clock(current.onlineSince)) : '';
  byId('subscriptions').textContent = text('subscriptions', current.subscriptions.length);
  document.querySelector('[data-action=disable]').hidden = !current.enabled;
  document.querySelector('[data-action=enable]').hidden = current.enabled;
  document.querySelector('[data-action=reconnect]').hidden = !current.own;
  byId('wire').dataset.state = wire(current);
}

function wire(current) {
  if (current.own?.state === 'CONNECTING') return 'trying';
  if (state.faults.includes('black-hole')) return 'off';
  return current.onlineSince ? 'on' : 'off';
}

function showOwn(own) {
  const badge = byId('own-state');
  badge.textContent = own ? (TEXTS[language].states[own.state] ?? own.state) : text('elsewhere');
  badge.dataset.state = own?.state ?? '';
  setTone(badge, STATE_TONES[own?.state]);
  const offline = own?.reason && own.state !== 'CONNECTED';
  byId('own-since').textContent = own ? text('since', clock(own.since)) : '';
  byId('own-trouble').textContent = offline ? own.text : '';
  byId('own-trouble').dataset.reason = offline ? own.reason : '';
  byId('own-remedy').textContent = offline ? own.remedy : '';
  byId('own-queued').textContent = own ? text('queued', own.queued) : '';
  showCountdown();
}

function showCountdown() {
  const next = device()?.own?.nextAttempt;
  byId('own-next').textContent = next ? text('next', Math.ceil(Math.max(0, new Date(next) - Date.now()) / 1000)) : '';
}

function showTopics(subscriptions) {
  const topics = subscriptions.filter((filter) => !/[+#]/.test(filter));
  const shown = [...byId('topics').children].map((option) => option.value);
  if (topics.join() !== shown.join()) {
    byId('topics').replaceChildren(...topics.map((topic) => new Option('', topic)));
  }
  suggest(topics);
}

/* ---- timeline and messages, newest first ---- */

function timelineItem(entry) {
  const item = element('li');
  item.dataset.name = entry.name;
  item.dataset.source = entry.source;
  setTone(item, Object.keys(TONES).find((tone) => TONES[tone].includes(entry.name)));
  item.append(element('time', '', clock(entry.time)),
    element('span', `source ${entry.source}`, text(entry.source === 'device' ? 'sourceDevice' : 'sourcePlatform')),
    element('b', '', TEXTS[language].events[entry.name] ?? entry.name));
  if (entry.reason) item.append(element('span', 'reason', entry.reason));
  if (state.count > 1 && entry.device) item.append(element('span', 'reason', entry.device));
  if (entry.text) item.append(element('p', '', entry.text));
  if (entry.remedy) item.append(element('p', 'remedy', entry.remedy));
  return item;
}

function messageItem(message) {
  const item = element('li', message.direction);
  item.dataset.topic = message.topic;
  item.append(element('time', '', clock(message.time)),
    element('span', 'arrow', message.direction === 'UP' ? '↑' : '↓'),
    element('span', '', message.topic),
    element('span', 'meta', `QoS ${message.qos} · ${text('bytes', message.size)}`));
  if (message.objection) item.append(element('span', 'objection', message.objection));
  item.append(element('pre', '', message.payload + (message.cut ? ' …' : '')));
  return item;
}

function add(entries, entry, list, item) {
  entries.unshift(entry);
  if (live) item.classList.add('fresh');
  list.prepend(item);
  if (entries.length > MAX_ENTRIES) {
    entries.pop();
    list.lastElementChild.remove();
  }
}

function addMessage(message) {
  add(messages, message, byId('messages'), messageItem(message));
  counts[message.direction]++;
  showCounts();
  const wire = byId('wire');
  if (live && wire.childElementCount < MAX_PACKETS && !message.objection) {
    const packet = element('span', `packet ${message.direction.toLowerCase()}`);
    packet.addEventListener('animationend', () => packet.remove());
    wire.append(packet);
  }
}

function showCounts() {
  byId('count-up').textContent = counts.UP;
  byId('count-down').textContent = counts.DOWN;
}

function showRate() {
  const now = Date.now();
  const perSecond = { UP: new Array(SECONDS_SHOWN).fill(0), DOWN: new Array(SECONDS_SHOWN).fill(0) };
  for (const message of messages) {
    const age = Math.floor((now - new Date(message.time)) / 1000);
    if (age >= SECONDS_SHOWN) break;
    if (age >= 0) perSecond[message.direction][SECONDS_SHOWN - 1 - age]++;
  }
  const most = Math.max(3, ...perSecond.UP.map((up, second) => up + perSecond.DOWN[second]));
  const bar = (className, second, from, count) => {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    const height = 34 * count / most;
    const attributes = { class: className, x: 4 * second, width: 3, y: 36 - 34 * from / most - height, height };
    Object.entries(attributes).forEach(([name, value]) => rect.setAttribute(name, value));
    return rect;
  };
  byId('rate').replaceChildren(...perSecond.UP.flatMap((up, second) => [
    bar('up', second, 0, up), bar('down', second, up, perSecond.DOWN[second])]));
}

/* ---- what the developer does ---- */

async function act(action, more = {}) {
  const told = byId('told');
  try {
    const response = await fetch(`actions/${action}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-LinkKit-Console': '1' },
      body: JSON.stringify({ device: device()?.id, ...more }),
    });
    const answer = await response.json();
    told.textContent = answer.text ?? answer.problem ?? answer.message;
    setTone(told, response.ok ? 'good' : 'bad');
  } catch (failure) {
    told.textContent = failure.message;
    setTone(told, 'bad');
  }
}

let suggested = false;

// once, so that nothing is written over that the developer typed
function suggest(topics) {
  if (!suggested && topics.length > 0) {
    suggested = true;
    byId('topic').value = topics.find((topic) => topic.includes('/user/')) ?? topics[0];
    byId('payload').value = '{"target":2.5}';
  }
}

function choose(kind) {
  const current = device();
  const id = String(Date.now() % 100_000_000);
  byId('topic').disabled = kind === 'rrpc';
  byId('qos').disabled = kind === 'rrpc';
  if (kind === 'property' && current) {
    byId('topic').value = `/sys/${current.productKey}/${current.deviceName}/thing/service/property/set`;
    byId('payload').value = JSON.stringify({ id, version: '1.0.0', method: 'thing.service.property.set', params: { target: 2.5 } });
  } else if (kind === 'rrpc') {
    byId('payload').value = 'reading';
  } else {
    suggested = false;
    suggest([...byId('topics').children].map((option) => option.value));
  }
}

function begin() {
  document.querySelectorAll('[data-action]').forEach((button) => button.addEventListener('click', () =>
    act(button.dataset.action, button.dataset.action === 'refuse' ? { code: Number(byId('code').value) } : {})));
  byId('send').addEventListener('submit', (event) => {
    event.preventDefault();
    const payload = byId('payload').value;
    if (byId('kind').value === 'rrpc') act('rrpc', { payload });
    else act('send', { payload, topic: byId('topic').value, qos: Number(byId('qos').value) });
  });
  byId('kind').addEventListener('change', () => choose(byId('kind').value));
  byId('device').addEventListener('change', showState);
  byId('language').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    remember('language', language);
    showTexts();
  });
  setInterval(showCountdown, 250);
  setInterval(showRate, 1000);
  showTexts();
  listen();
}

function listen() {
  const events = new EventSource('events');
  const on = (name, action) => events.addEventListener(name, (event) => action(JSON.parse(event.data)));
  on('reset', () => {
    live = false;
    timeline = [];
    messages = [];
    counts = { UP: 0, DOWN: 0 };
    byId('timeline').replaceChildren();
    byId('messages').replaceChildren();
    showCounts();
  });
  on('timeline', (entry) => add(timeline, entry, byId('timeline'), timelineItem(entry)));
  on('message', addMessage);
  on('missed', (count) => { byId('told').textContent = text('missed', count); });
  on('state', (now) => {
    state = now;
    live = true;
    showState();
    showRate();
  });
  events.onopen = () => { connected = true; showLive(); };
  events.onerror = () => { connected = false; showLive(); };
}

begin();
