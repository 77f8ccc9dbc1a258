/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.linkkit.doctor;

import io.linkkit.connection.Suspicion;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;

/**
 * What to do about something the doctor found, in English and in Chinese. The English is
 * that of the log and of {@code docs/reasons.md} where those say the same.
 */
public enum Advice {

	/**
	 * Product key and device name are likely swapped.
	 */
	SWAP_KEYS("swap linkkit.product-key and linkkit.device-name", "请互换 linkkit.product-key 与 linkkit.device-name"),

	/**
	 * The product key does not look like one.
	 */
	CHECK_PRODUCT_KEY("compare linkkit.product-key with the ProductKey in the console",
			"请将 linkkit.product-key 与控制台中的 ProductKey 核对"),

	/**
	 * The device secret is likely the product's.
	 */
	USE_DEVICE_SECRET(
			"put the DeviceSecret of the device into linkkit.device-secret; a ProductSecret belongs into"
					+ " linkkit.product-secret",
			"linkkit.device-secret 应填写设备的 DeviceSecret；ProductSecret 请填入 linkkit.product-secret"),

	/**
	 * The device secret has an unusual length.
	 */
	COPY_SECRET_WHOLE("copy the DeviceSecret from the console again, whole: 32 characters",
			"请从控制台重新完整复制 DeviceSecret（32 个字符）"),

	/**
	 * No region of this name is known.
	 */
	CHECK_REGION("set linkkit.host-name to the id of the region the product lives in, such as cn-shanghai",
			"请将 linkkit.host-name 设为产品所在地域的 ID，例如 cn-shanghai"),

	/**
	 * The endpoint is the id of an instance.
	 */
	MOVE_TO_INSTANCE_ID("put the instance id into linkkit.instance-id and leave linkkit.endpoint out",
			"请把实例 ID 填入 linkkit.instance-id，并去掉 linkkit.endpoint"),

	/**
	 * The endpoint is a region.
	 */
	MOVE_TO_HOST_NAME("put the region into linkkit.host-name and leave linkkit.endpoint out",
			"请把地域填入 linkkit.host-name，并去掉 linkkit.endpoint"),

	/**
	 * The endpoint belongs to another product.
	 */
	USE_ENDPOINT_OF_PRODUCT("leave linkkit.endpoint out, or use the one the console shows for this product",
			"请去掉 linkkit.endpoint，或改用控制台中该产品的接入点"),

	/**
	 * The endpoint belongs to the public instance, the device to another.
	 */
	USE_ENDPOINT_OF_INSTANCE("leave linkkit.endpoint out, so that it follows from linkkit.instance-id",
			"请去掉 linkkit.endpoint，接入点将由 linkkit.instance-id 得出"),

	/**
	 * The connection is not encrypted.
	 */
	ENCRYPT("leave linkkit.secure and linkkit.port out to connect over TLS: not every instance takes plain TCP",
			"请去掉 linkkit.secure 和 linkkit.port 以使用 TLS：并非所有实例都允许明文 TCP"),

	/**
	 * The port answers TLS, the device speaks none.
	 */
	USE_TLS("set linkkit.secure to TLS or leave it out: the port answers TLS",
			"该端口使用 TLS：请将 linkkit.secure 设为 TLS 或去掉该项"),

	/**
	 * The port presents a chain that the configured certificates may not cover.
	 */
	MATCH_PORT_AND_ROOT(
			"leave linkkit.port, linkkit.ca-certificates and linkkit.ssl.bundle out: port 8883 presents the"
					+ " chain of Aliyun's own root, 1883 and 443 one of GlobalSign's, and both are trusted by default",
			"请去掉 linkkit.port、linkkit.ca-certificates 和 linkkit.ssl.bundle：8883 端口使用阿里云自签根证书，1883 与 443 端口使用 GlobalSign 根证书，默认两者都受信任"),

	/**
	 * The date of the device is wrong.
	 */
	SET_CLOCK(FailureReason.TLS_CERTIFICATE_NOT_YET_VALID.remedy(), "请校正设备的日期和时间，例如使用 NTP"),

	/**
	 * The host name has no address.
	 */
	CHECK_HOST_NAME(FailureReason.DNS.remedy(),
			"请检查 linkkit.host-name、linkkit.instance-id 或 linkkit.endpoint，以及设备的 DNS 服务器"),

	/**
	 * Nobody answers.
	 */
	CHECK_FIREWALL(FailureReason.CONNECT_TIMEOUT.remedy(), "请检查网络、防火墙和 linkkit.port；网络较慢时请增大 linkkit.connect-timeout"),

	/**
	 * The port is closed.
	 */
	CHECK_PORT(FailureReason.CONNECT_REFUSED.remedy(), "请检查 linkkit.port，并确认该主机可从本网络访问"),

	/**
	 * A certificate has expired.
	 */
	CHECK_DATE(FailureReason.TLS_CERTIFICATE_EXPIRED.remedy(), "请检查设备日期；若日期正确，则接入点使用的是过期证书"),

	/**
	 * No trusted root signs the certificate.
	 */
	CHECK_TRUST(FailureReason.TLS_UNKNOWN_CA.remedy(),
			"请检查 linkkit.ca-certificates 或 linkkit.ssl.bundle，并确认连接没有被中间设备拦截"),

	/**
	 * The certificate is for another host.
	 */
	USE_NAME_OF_CERTIFICATE(FailureReason.TLS_WRONG_HOST.remedy(), "请在 linkkit.endpoint 中使用证书上的主机名，不要使用 IP 地址"),

	/**
	 * The port answers no TLS.
	 */
	USE_TLS_PORT(FailureReason.TLS_FAILED.remedy(), "请确认 linkkit.port 是 TLS 端口，并且双方有共同的 TLS 版本"),

	/**
	 * The server upgrades no WebSocket.
	 */
	CHECK_TRANSPORT(FailureReason.WEBSOCKET_REFUSED.remedy(), "请检查 linkkit.transport 和 linkkit.port（WebSocket 使用 443）"),

	/**
	 * The server does not answer CONNECT.
	 */
	MATCH_PORT_AND_SECURITY(FailureReason.CONNACK_TIMEOUT.remedy(), "请确认 linkkit.port 和 linkkit.secure 与服务端一致"),

	/**
	 * The instance does not speak this version of MQTT.
	 */
	CHECK_PROTOCOL(FailureReason.UNACCEPTABLE_PROTOCOL_VERSION.remedy(), "请检查 linkkit.protocol"),

	/**
	 * The client id is refused.
	 */
	CHECK_CLIENT_ID(FailureReason.IDENTIFIER_REJECTED.remedy(),
			"请检查 linkkit.client-id、linkkit.keep-alive（30 至 1200 秒），并在要求 TLS 时使用 TLS"),

	/**
	 * It passes by itself.
	 */
	WAIT(FailureReason.SERVER_UNAVAILABLE.remedy(), "无需处理：稍后会自动重试"),

	/**
	 * The signature is refused.
	 */
	COMPARE_CREDENTIALS(FailureReason.BAD_CREDENTIALS.remedy(),
			"请将 linkkit.product-key、linkkit.device-name、linkkit.device-secret 与控制台核对，并核对实例与 linkkit.endpoint"),

	/**
	 * The stored credential is refused.
	 */
	CHECK_REGISTRATION(FailureReason.STORED_CREDENTIAL_REFUSED.remedy(),
			"请在控制台检查该设备是否被删除、重置或在别处注册；是否重新注册由您决定：先在控制台重置其注册，再以 linkkit.registration.force=true 启动一次，或调用"
					+ " DynamicRegistration.registerAnew()"),

	/**
	 * The device is disabled or gone.
	 */
	ENABLE_DEVICE(FailureReason.NOT_AUTHORIZED.remedy(), "请在控制台确认该设备存在且已启用"),

	/**
	 * The server closed the connection instead of answering CONNECT.
	 */
	CHECK_PORT_OR_DEVICE(FailureReason.CLOSED_BEFORE_CONNACK.remedy(),
			"请检查 linkkit.port 和 linkkit.secure；也可能是设备已被删除或连接过于频繁"),

	/**
	 * The platform fell silent.
	 */
	SHORTEN_KEEP_ALIVE(FailureReason.KEEP_ALIVE_TIMEOUT.remedy(), "请检查网络；在 NAT 之后可缩短 linkkit.keep-alive"),

	/**
	 * The network is at fault.
	 */
	CHECK_NETWORK(FailureReason.CONNECTION_RESET.remedy(), "请检查网络，以及设备与平台之间的中间设备"),

	/**
	 * The platform acknowledges nothing.
	 */
	LIMIT_RATE(FailureReason.ACKNOWLEDGE_TIMEOUT.remedy(), "请检查网络；发送过快时平台也会不再应答：可设置 linkkit.queue.rate-limit=platform"),

	/**
	 * The platform closed the connection.
	 */
	READ_DEVICE_LOG(FailureReason.CLOSED_BY_PLATFORM.remedy(), "请查看控制台中的设备日志；设备可能被禁用，或其身份在别处使用"),

	/**
	 * The platform closed the connection after a message.
	 */
	CHECK_PUBLISH_RIGHT(FailureReason.CLOSED_AFTER_PUBLISH.remedy(),
			"请在控制台确认该 Topic 已定义且设备有发布权限；若无问题，请按 CLOSED_BY_PLATFORM 的原因排查"),

	/**
	 * Another client has the same identity.
	 */
	FIND_SECOND_CLIENT(FailureReason.KICKED.remedy(), "请找出使用相同 ProductKey 和 DeviceName 的另一个客户端"),

	/**
	 * Sessions keep ending.
	 */
	LOOK_FOR_SHORT_SESSIONS(Suspicion.SHORT_SESSIONS.remedy(),
			"请检查是否有另一应用或设备使用相同的 ProductKey 和 DeviceName、是否向无权限的 Topic 发布，以及设备是否在控制台被禁用或删除"),

	/**
	 * The server speaks no MQTT.
	 */
	CHECK_ENDPOINT(FailureReason.PROTOCOL_ERROR.remedy(), "请确认 linkkit.endpoint 和 linkkit.port 属于 MQTT 服务器"),

	/**
	 * The application does not want to be online.
	 */
	START_CONNECTION("start the connection: LinkKitConnection.start(), or linkkit.auto-connect=true",
			"请启动连接：调用 LinkKitConnection.start()，或设置 linkkit.auto-connect=true"),

	/**
	 * Something on this device is at fault.
	 */
	SEE_LOG("see the log of io.linkkit for the cause", "请查看 io.linkkit 的日志"),

	/**
	 * The platform refused subscriptions.
	 */
	DEFINE_TOPIC("define the topic at the product's page in the console, with the right to subscribe",
			"请在控制台的产品页面定义该 Topic，并授予订阅权限"),

	/**
	 * Somebody else than the platform answers registrations.
	 */
	CHECK_REGISTRATION_ENDPOINT(RegistrationFailureReason.MALFORMED_ANSWER.remedy(),
			"请确认 linkkit.registration.https-endpoint 或 linkkit.endpoint 属于平台"),

	/**
	 * A parameter of the registration is refused.
	 */
	CHECK_IDENTITY(RegistrationFailureReason.PARAMETER_REFUSED.remedy(),
			"请检查 linkkit.product-key、linkkit.device-name 和 linkkit.instance-id，并确认使用了 TLS"),

	/**
	 * The device was not added to its product.
	 */
	ADD_DEVICE(RegistrationFailureReason.UNKNOWN_DEVICE.remedy(),
			"请在控制台将该 DeviceName 添加到产品，或使用 linkkit.auth-type=regnwl"),

	/**
	 * The product is unknown in this region.
	 */
	CHECK_PRODUCT(RegistrationFailureReason.UNKNOWN_PRODUCT.remedy(), "请将 linkkit.product-key 与控制台核对，并核对产品所在地域"),

	/**
	 * Dynamic registration is off.
	 */
	SWITCH_ON_REGISTRATION(RegistrationFailureReason.SWITCHED_OFF.remedy(), "请在控制台的产品页面打开动态注册，然后重启设备或让其重新连接"),

	/**
	 * The device was registered before.
	 */
	RESET_REGISTRATION(RegistrationFailureReason.ALREADY_ACTIVATED.remedy(),
			"请找出使用该名称的设备；若没有，请在控制台重置其注册（ResetThing），或删除后重新添加，然后重启本设备"),

	/**
	 * The sign method is not supported.
	 */
	CHANGE_SIGN_METHOD(RegistrationFailureReason.SIGN_METHOD_REFUSED.remedy(), "请将 linkkit.sign-method 设为 HMACSHA256"),

	/**
	 * The product secret is wrong.
	 */
	CHECK_PRODUCT_SECRET(RegistrationFailureReason.SIGNATURE_REFUSED.remedy(),
			"请将 linkkit.product-secret 与控制台中的 ProductSecret 核对"),

	/**
	 * The platform does not say why it refuses the registration.
	 */
	CHECK_DYNAMIC_REGISTRATION(RegistrationFailureReason.CREDENTIALS_REFUSED.remedy(),
			"请在控制台确认：linkkit.product-secret 就是产品的 ProductSecret、动态注册已打开、该 DeviceName 存在（register）且未曾激活，或使用它的设备少于五个（regnwl）"),

	/**
	 * The platform gave a code that is not known here.
	 */
	LOOK_UP_CODE(RegistrationFailureReason.REFUSED.remedy(), "请在平台文档中查询该错误码"),

	/**
	 * Another process has the credential.
	 */
	END_OTHER_PROCESS(RegistrationFailureReason.STORE_IN_USE.remedy(),
			"请结束另一个进程，或为本进程指定其他 DeviceName 或 linkkit.credentials.directory"),

	/**
	 * The stored credential is damaged.
	 */
	RESTORE_CREDENTIAL(RegistrationFailureReason.STORE_DAMAGED.remedy(),
			"请从备份恢复凭证文件；或在控制台重置注册，并以 linkkit.registration.force=true 启动一次"),

	/**
	 * The stored credential cannot be decrypted.
	 */
	USE_ENCRYPTION_KEY(RegistrationFailureReason.STORE_KEY_WRONG.remedy(),
			"请将 linkkit.credentials.encryption-key 设为保存凭证时使用的密钥"),

	/**
	 * The store cannot be read.
	 */
	ALLOW_READING(RegistrationFailureReason.STORE_UNREADABLE.remedy(), "请确认应用可以读取 linkkit.credentials.directory"),

	/**
	 * The store cannot be written to.
	 */
	ALLOW_WRITING(RegistrationFailureReason.STORE_READ_ONLY.remedy(), "请将凭证放入存储，或改用可写的存储");

	private final String english;

	private final String chinese;

	Advice(String english, String chinese) {
		this.english = english;
		this.chinese = chinese;
	}

	/**
	 * Return the advice in English.
	 * @return a clause without a full stop
	 */
	public String english() {
		return this.english;
	}

	/**
	 * Return the advice in Chinese.
	 * @return a clause without a full stop
	 */
	public String chinese() {
		return this.chinese;
	}

}
