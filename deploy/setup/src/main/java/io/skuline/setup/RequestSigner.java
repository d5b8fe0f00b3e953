package io.skuline.setup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests for a user, as RocketMQ's older protocol requires it.
 *
 * @param accessKey the name of the user
 * @param secretKey the password of the user, which is not sent
 * @param sessionToken the token of temporary credentials
 */
public record RequestSigner(String accessKey, String secretKey, Optional<String> sessionToken) {
  private static final String ALGORITHM = "HmacSHA1";

  /** Returns the fields of a request with the user and the signature. */
  Map<String, String> signed(Map<String, String> fields, byte[] body) {
    SortedMap<String, String> all = new TreeMap<>(fields);
    all.put("AccessKey", accessKey);
    sessionToken.ifPresent(token -> all.put("SecurityToken", token));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(String.join("", all.values()).getBytes(StandardCharsets.UTF_8));
      all.put("Signature", Base64.getEncoder().encodeToString(mac.doFinal(body)));
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Returns a text without the secrets. */
  @Override
  public String toString() {
    return "access key " + accessKey;
  }
}
