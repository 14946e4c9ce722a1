# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /opt/csopsbot
COPY requirements.lock .
RUN /opt/csopsbot/bin/pip install --no-cache-dir -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY manifests manifests
COPY src src
RUN /opt/csopsbot/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 csopsbot \
    && install -d -o csopsbot /var/lib/csopsbot /etc/csopsbot
COPY --from=build /opt/csopsbot /opt/csopsbot
ENV PATH=/opt/csopsbot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CSOPSBOT_HOST=0.0.0.0 \
    CSOPSBOT_DESK=/etc/csopsbot/csopsbot.yaml \
    CSOPSBOT_DATABASE_URL=sqlite:////var/lib/csopsbot/csopsbot.sqlite3
USER csopsbot
WORKDIR /var/lib/csopsbot
VOLUME /var/lib/csopsbot
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["csopsbot"]
CMD ["serve"]
