from django.apps import AppConfig


class SagesConfig(AppConfig):
    name = "sages"
    verbose_name = "ปราชญ์ชุมชน"
