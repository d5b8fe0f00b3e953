package io.skuline.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds fields that Kubernetes does not have. Its model keeps what it does not know as additional
 * properties, so they are looked for in every object.
 */
final class KubernetesModel {

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "apps/v1/Deployment", Deployment.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "batch/v1/Job", Job.class,
          "networking.k8s.io/v1/Ingress", Ingress.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  /** Types that come with operators; nothing here knows their fields. */
  private static final Set<String> OF_OPERATORS =
      Set.of(
          "keda.sh/v1alpha1/ScaledObject",
          "monitoring.coreos.com/v1/PrometheusRule",
          "monitoring.coreos.com/v1/ServiceMonitor");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private KubernetesModel() {}

  /** Returns what is unknown or ill-typed in a resource; empty if nothing is. */
  static List<String> problems(JsonNode resource) {
    String type = resource.path("apiVersion").asText() + "/" + resource.path("kind").asText();
    if (OF_OPERATORS.contains(type)) {
      return List.of();
    }
    Class<?> model = TYPES.get(type);
    if (model == null) {
      return List.of(type + " is not known");
    }
    List<String> problems = new ArrayList<>();
    try {
      find(JSON.treeToValue(resource, model), type, problems);
    } catch (JsonProcessingException e) {
      problems.add(type + ": " + e.getOriginalMessage());
    }
    return problems;
  }

  private static void find(Object value, String path, List<String> problems) {
    if (value instanceof Iterable<?> list) {
      list.forEach(each -> find(each, path + "[]", problems));
    } else if (value != null
        && value.getClass().getPackageName().startsWith("io.fabric8.kubernetes.api.model")) {
      for (Method getter : value.getClass().getMethods()) {
        if (getter.getName().startsWith("get") && getter.getParameterCount() == 0) {
          Object field = call(value, getter);
          if (getter.getName().equals("getAdditionalProperties")) {
            ((Map<?, ?>) field).keySet().forEach(key -> problems.add(path + "." + key));
          } else {
            find(field, path + "." + getter.getName().substring(3), problems);
          }
        }
      }
    }
  }

  private static Object call(Object value, Method getter) {
    try {
      return getter.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(getter.toString(), e);
    }
  }
}
