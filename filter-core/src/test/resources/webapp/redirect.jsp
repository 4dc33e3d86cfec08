<%@ page contentType="text/html;charset=UTF-8" %>
<p>A page that finds out late where to go.</p>
<% response.sendRedirect(request.getParameter("to")); if (true) { return; } %>
