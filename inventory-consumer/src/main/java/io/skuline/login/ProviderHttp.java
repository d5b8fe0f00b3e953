package io.skuline.login;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

/** Requests to the provider. Each has a deadline, because a thread of the service waits for it. */
final class ProviderHttp {

  static final Duration CONNECT = Duration.ofSeconds(2);
  static final Duration READ = Duration.ofSeconds(5);

  /** The provider answers nothing that can be used. */
  static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  private final SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();

  ProviderHttp() {
    requests.setConnectTimeout(CONNECT);
    requests.setReadTimeout(READ);
  }

  /** Returns a JSON object. */
  Map<String, Object> object(URI address) {
    try {
      Map<String, Object> answer =
          RestClient.builder()
              .requestFactory(requests)
              .build()
              .get()
              .uri(address)
              .retrieve()
              .body(new ParameterizedTypeReference<>() {});
      if (answer == null) {
        throw new Unreadable(address + " is empty");
      }
      return answer;
    } catch (ResourceAccessException e) {
      throw new Unreadable("it cannot be reached (%s)".formatted(e.getMostSpecificCause()));
    } catch (RestClientResponseException e) {
      throw new Unreadable("%s answers with %s".formatted(address, e.getStatusCode()));
    } catch (RestClientException e) {
      throw new Unreadable("%s is no JSON object".formatted(address));
    }
  }

  RestClientAuthorizationCodeTokenResponseClient tokens() {
    RestClientAuthorizationCodeTokenResponseClient tokens =
        new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(requests)
            .configureMessageConverters(
                each ->
                    each.addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return tokens;
  }

  DefaultOAuth2UserService userInfo() {
    RestTemplate http = new RestTemplate(requests);
    http.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    DefaultOAuth2UserService users = new DefaultOAuth2UserService();
    users.setRestOperations(http);
    return users;
  }
}
