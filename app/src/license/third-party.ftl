Tagline's runtime libraries and their licences, as their POMs name them.
"or" separates licences of which one may be chosen. NOTICE names the native libraries and the
weights inside these libraries.

<#list dependencyMap as entry>
<#assign library = entry.getKey()/>
${library.groupId}:${library.artifactId}:${library.version}
  ${library.name}: ${entry.getValue()?join(" or ")}
</#list>
