package io.skuline.spring;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringValueResolver;

/** Finds the methods with {@link StockResultListener} as their beans are made. */
final class ListenerMethods implements BeanPostProcessor, EmbeddedValueResolverAware {

  private final List<ListenerMethod> found = new CopyOnWriteArrayList<>();
  private StringValueResolver resolver = text -> text;

  List<ListenerMethod> found() {
    return List.copyOf(found);
  }

  @Override
  public void setEmbeddedValueResolver(StringValueResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    Class<?> type = AopUtils.getTargetClass(bean);
    if (AnnotationUtils.isCandidateClass(type, StockResultListener.class)) {
      annotated(type).forEach((method, listener) -> add(bean, method, listener));
    }
    return bean;
  }

  private void add(Object bean, Method method, StockResultListener listener) {
    String group = resolver.resolveStringValue(listener.group());
    found.add(
        ListenerMethod.of(
            bean,
            AopUtils.selectInvocableMethod(method, bean.getClass()),
            group == null ? "" : group,
            listener.types()));
  }

  private static Map<Method, StockResultListener> annotated(Class<?> type) {
    MetadataLookup<StockResultListener> annotation =
        method -> AnnotatedElementUtils.findMergedAnnotation(method, StockResultListener.class);
    return MethodIntrospector.selectMethods(type, annotation);
  }
}
