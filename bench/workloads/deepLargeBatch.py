from deep import model
