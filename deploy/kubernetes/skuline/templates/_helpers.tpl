{{- define "skuline.name" -}}
{{- default .Release.Name .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "skuline.selector" -}}
app.kubernetes.io/name: skuline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "skuline.labels" -}}
{{ include "skuline.selector" . }}
app.kubernetes.io/version: {{ default .Chart.AppVersion .Values.image.tag | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "skuline.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "skuline.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "skuline.rocketmqCredentials" -}}
- name: SKULINE_ROCKETMQ_ACCESS_KEY
  valueFrom: {secretKeyRef: {name: {{ .Values.rocketmq.credentialsSecret }}, key: access-key}}
- name: SKULINE_ROCKETMQ_SECRET_KEY
  valueFrom: {secretKeyRef: {name: {{ .Values.rocketmq.credentialsSecret }}, key: secret-key}}
{{- end -}}
