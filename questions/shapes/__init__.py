"""What readers of questions see: frozen dataclasses, built once, given to the templates."""

from questions.shapes.pages import QuestionPageShape, question_page

__all__ = ["QuestionPageShape", "question_page"]
