<%@ page contentType="text/html;charset=UTF-8" %>
<p>Año <%= 1 + 1 %></p>
