package io.skuline.setup;

import tools.jackson.databind.JsonNode;

/** An answer of a name server or a broker. */
record RemotingAnswer(JsonNode header, String body) {
  static final int SUCCESS = 0;
  static final int NO_PERMISSION = 16;
  static final int TOPIC_MISSING = 17;

  boolean answers(int request) {
    boolean response = (header.path("flag").asInt() & 1) == 1;
    return response && header.path("opaque").asInt() == request;
  }

  int code() {
    return header.path("code").asInt(-1);
  }

  /** Returns why a request was refused, in one line. */
  String remark() {
    String remark = header.path("remark").asString("");
    String first = remark.lines().findFirst().orElse("");
    return first.isBlank() ? "code " + code() : first;
  }

  /**
   * Returns itself, if the request succeeded.
   *
   * @param what what was asked for, for the message
   * @throws SetupException if the request was refused
   */
  RemotingAnswer orRefusal(String address, String what) {
    if (code() == SUCCESS) {
      return this;
    }
    String hint =
        code() == NO_PERMISSION ? ". Give the credentials of a user who may administer it" : "";
    throw SetupException.refused(
        "RocketMQ at %s refuses to %s: %s%s".formatted(address, what, remark(), hint));
  }

  JsonNode json() {
    return RemotingJson.read(body);
  }
}
